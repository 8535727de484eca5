package dev.lethe.containers;

import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.Ports;
import dev.lethe.cli.chaos.Proxy;
import java.net.InetSocketAddress;
import java.util.function.Consumer;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.AbstractWaitStrategy;
import org.testcontainers.utility.DockerImageName;

/**
 * A container with a port that clients reach through a proxy, under the same address after each
 * start. Nobody waits until the service answers.
 */
final class RestartableContainer extends GenericContainer<RestartableContainer> {
  private final int port;
  private final Proxy proxy;
  private final Consumer<String> created;

  /**
   * @param port of the service in the container
   * @param created receives the id of the container before it starts
   */
  RestartableContainer(String image, int port, Proxy proxy, Consumer<String> created) {
    super(DockerImageName.parse(image));
    this.port = port;
    this.proxy = proxy;
    this.created = created;
    withExposedPorts(port);
    waitingFor(
        new AbstractWaitStrategy() {
          @Override
          protected void waitUntilReady() {
            // Brokers of a cluster are ready only together.
          }
        });
  }

  @Override
  protected void containerIsCreated(String containerId) {
    created.accept(containerId);
  }

  @Override
  protected void containerIsStarted(InspectContainerResponse info) {
    connect();
  }

  /** Sends SIGTERM, and SIGKILL if the service takes longer. */
  void stop(int seconds) {
    getDockerClient().stopContainerCmd(getContainerId()).withTimeout(seconds).exec();
  }

  void kill() {
    getDockerClient().killContainerCmd(getContainerId()).exec();
  }

  /** Starts the container again, on another port of the machine. */
  void restart() {
    getDockerClient().startContainerCmd(getContainerId()).exec();
    connect();
  }

  private void connect() {
    Ports.Binding binding =
        getDockerClient()
            .inspectContainerCmd(getContainerId())
            .exec()
            .getNetworkSettings()
            .getPorts()
            .getBindings()
            .get(ExposedPort.tcp(port))[0];
    proxy.connectTo(new InetSocketAddress(getHost(), Integer.parseInt(binding.getHostPortSpec())));
  }
}
