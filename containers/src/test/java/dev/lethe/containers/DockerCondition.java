package dev.lethe.containers;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.DockerClientException;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.testcontainers.DockerClientFactory;

/** Looks for the engine and the images that {@link RequiresDocker} asks for. */
final class DockerCondition implements ExecutionCondition {
  static final String VARIABLE = "LETHE_DOCKER";

  private static final int MAX_PULL_MINUTES = 5;
  private static final ExtensionContext.Namespace IMAGES =
      ExtensionContext.Namespace.create(DockerCondition.class);

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    RequiresDocker required = context.getRequiredTestClass().getAnnotation(RequiresDocker.class);
    if (context.getTestMethod().isPresent()) {
      return ConditionEvaluationResult.enabled("the class has been asked");
    }
    List<String> images =
        Stream.concat(
                Stream.of(ComposeFile.image("kafka"), ComposeFile.image("registry")),
                Stream.of(required.images()))
            .toList();
    return decide(missing(images, context.getRoot().getStore(IMAGES)), System.getenv(VARIABLE));
  }

  /**
   * Decides about a class.
   *
   * @param missing what is missing, in words
   * @param variable value of {@link #VARIABLE}, or null
   * @throws IllegalStateException if something that is required is missing
   */
  static ConditionEvaluationResult decide(Optional<String> missing, String variable) {
    if (missing.isEmpty()) {
      return ConditionEvaluationResult.enabled("engine and images are there");
    }
    if ("required".equals(variable)) {
      throw new IllegalStateException(missing.get());
    }
    return ConditionEvaluationResult.disabled(missing.get());
  }

  /**
   * Returns what is missing, in words.
   *
   * @param known images that other classes have asked for
   */
  private static Optional<String> missing(List<String> images, ExtensionContext.Store known) {
    if (!DockerClientFactory.instance().isDockerAvailable()) {
      return Optional.of("docker: got no container engine that answers, expected one");
    }
    return images.stream()
        .filter(
            image -> !known.computeIfAbsent(image, DockerCondition::isObtainable, Boolean.class))
        .findFirst()
        .map(
            image ->
                "docker: got no image %s, expected it here or in its registry".formatted(image));
  }

  /** Pulls an image that the engine does not have. Testcontainers would try again for minutes. */
  static boolean isObtainable(String image) {
    DockerClient docker = DockerClientFactory.instance().client();
    try {
      docker.inspectImageCmd(image).exec();
      return true;
    } catch (NotFoundException e) {
      return pull(docker, image);
    }
  }

  private static boolean pull(DockerClient docker, String image) {
    try {
      return docker.pullImageCmd(image).start().awaitCompletion(MAX_PULL_MINUTES, TimeUnit.MINUTES);
    } catch (DockerException | DockerClientException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
