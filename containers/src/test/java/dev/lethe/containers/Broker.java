package dev.lethe.containers;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.model.Bind;
import com.github.dockerjava.api.model.ContainerNetwork;
import com.github.dockerjava.api.model.Volume;
import dev.lethe.cli.chaos.Proxy;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.Network;

/**
 * A broker that is also a controller, with a volume for its data. Brokers talk to each other in a
 * network of their own, which can be cut while the clients still reach the broker.
 */
final class Broker implements AutoCloseable {
  /** Listener of the clients. */
  private static final int CLIENTS = 9092;

  private static final String DATA = "/var/lib/kafka/data";
  private static final int STOP_SECONDS = 60;

  private final DockerClient docker = DockerClientFactory.instance().client();
  private final int id;
  private final Map<String, String> settings;
  private final Network replication;
  private final String volume;
  private final Proxy proxy = new Proxy();
  private RestartableContainer container;

  /**
   * @param settings of the cluster, as variables of the image
   * @param replication network between the brokers
   */
  Broker(int id, Map<String, String> settings, Network replication) throws IOException {
    this.id = id;
    this.settings = settings;
    this.replication = replication;
    this.volume = docker.createVolumeCmd().withLabels(labels()).exec().getName();
  }

  /** Returns labels by which Testcontainers removes a volume when this process is killed. */
  private static Map<String, String> labels() {
    var labels = new HashMap<>(DockerClientFactory.DEFAULT_LABELS);
    labels.put(DockerClientFactory.TESTCONTAINERS_SESSION_ID_LABEL, DockerClientFactory.SESSION_ID);
    return labels;
  }

  int id() {
    return id;
  }

  static String host(int id) {
    return "broker-" + id;
  }

  /** Returns the address for clients on this machine. */
  String address() {
    return "localhost:" + proxy.port();
  }

  /** Creates the container and starts it. The data are those of the container before. */
  void create(String image) {
    container = new RestartableContainer(image, CLIENTS, proxy, this::connect);
    container.withEnv(settings);
    container.withEnv("KAFKA_NODE_ID", Integer.toString(id));
    container.withEnv(
        "KAFKA_ADVERTISED_LISTENERS",
        "CLIENTS://%s,BROKERS://%s:9094".formatted(address(), host(id)));
    container.withEnv("KAFKA_LOG_DIRS", DATA);
    // A broker that is cut off still finds itself.
    container.withExtraHost(host(id), "127.0.0.1");
    container.withCreateContainerCmdModifier(
        command -> command.getHostConfig().withBinds(new Bind(volume, new Volume(DATA))));
    container.start();
  }

  /** Stops the broker in order and removes its container, not its data. */
  void remove() {
    container.stop(STOP_SECONDS);
    container.close();
  }

  /** Ends the broker as a power failure does. */
  void kill() {
    container.kill();
  }

  /** Starts the broker again after {@link #kill}. */
  void restart() {
    container.restart();
  }

  /** Cuts the network between this broker and the others. It goes on, and so do its clients. */
  void cutFromBrokers() {
    docker
        .disconnectFromNetworkCmd()
        .withNetworkId(replication.getId())
        .withContainerId(container.getContainerId())
        .exec();
  }

  /** Cuts the network between this broker and all clients of this machine. */
  void cutFromClients() {
    proxy.cut();
  }

  /** Ends both cuts. */
  void reconnect() {
    proxy.restore();
    connect(container.getContainerId());
  }

  private void connect(String containerId) {
    docker
        .connectToNetworkCmd()
        .withNetworkId(replication.getId())
        .withContainerId(containerId)
        .withContainerNetwork(new ContainerNetwork().withAliases(host(id)))
        .exec();
  }

  /** Returns the end of the broker's log. */
  String log() {
    return container.getLogs();
  }

  @Override
  public void close() throws IOException {
    if (container != null) {
      container.close();
    }
    docker.removeVolumeCmd(volume).exec();
    proxy.close();
  }
}
