package dev.lethe.containers;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.images.RemoteDockerImage;
import org.testcontainers.utility.DockerImageName;

/** Looks for the engine and the images that {@link RequiresDocker} asks for. */
final class DockerCondition implements ExecutionCondition {
  static final String VARIABLE = "LETHE_DOCKER";

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    RequiresDocker required = context.getRequiredTestClass().getAnnotation(RequiresDocker.class);
    if (required == null) {
      return ConditionEvaluationResult.enabled("a method: the class has been asked");
    }
    List<String> images =
        Stream.concat(
                Stream.of(ComposeFile.image("kafka"), ComposeFile.image("registry")),
                Stream.of(required.images()))
            .toList();
    return decide(missing(images), System.getenv(VARIABLE));
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

  private static Optional<String> missing(List<String> images) {
    if (!DockerClientFactory.instance().isDockerAvailable()) {
      return Optional.of("docker: got no container engine that answers, expected one");
    }
    return images.stream()
        .filter(image -> !isObtainable(image))
        .findFirst()
        .map(
            image ->
                "docker: got no image %s, expected it here or in its registry".formatted(image));
  }

  /** Pulls an image that the engine does not have. */
  private static boolean isObtainable(String image) {
    try {
      return !new RemoteDockerImage(DockerImageName.parse(image)).get().isEmpty();
    } catch (RuntimeException e) {
      return false;
    }
  }
}
