package dev.lethe.trainer.simulated;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.DescribeConfigsResult;
import org.apache.kafka.clients.admin.DescribeTopicsResult;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.config.ConfigResource;

/** Admin client of a {@link SimulatedCluster}, as far as a trainer uses one. */
public final class SimulatedAdmin {
  private SimulatedAdmin() {}

  /** Returns a client. Methods that a trainer does not use throw. */
  public static Admin of(SimulatedCluster cluster, Boundaries boundaries) {
    InvocationHandler handler =
        (proxy, method, arguments) ->
            switch (method.getName()) {
              case "close" -> null;
              case "describeTopics" ->
                  boundaries.around("admin", () -> topics(cluster, (Collection<?>) arguments[0]));
              case "listOffsets" ->
                  boundaries.around(
                      "admin", () -> offsets(cluster, ((Map<?, ?>) arguments[0]).keySet()));
              case "describeConfigs" -> configs((Collection<?>) arguments[0]);
              default -> throw new UnsupportedOperationException(method.toString());
            };
    return (Admin)
        Proxy.newProxyInstance(Admin.class.getClassLoader(), new Class<?>[] {Admin.class}, handler);
  }

  private static DescribeTopicsResult topics(SimulatedCluster cluster, Collection<?> names) {
    var topics = new HashMap<String, KafkaFuture<TopicDescription>>();
    for (Object name : names) {
      List<TopicPartitionInfo> partitions = new ArrayList<>();
      cluster
          .partitions((String) name)
          .forEach(
              info ->
                  partitions.add(
                      new TopicPartitionInfo(info.partition(), null, List.of(), List.of())));
      topics.put(
          (String) name,
          KafkaFuture.completedFuture(
              new TopicDescription(
                  (String) name, false, partitions, Set.of(), cluster.id((String) name))));
    }
    return new DescribeTopicsResult(null, topics) {};
  }

  private static ListOffsetsResult offsets(SimulatedCluster cluster, Set<?> partitions) {
    var ends = new HashMap<TopicPartition, KafkaFuture<ListOffsetsResultInfo>>();
    for (Object partition : partitions) {
      long end = cluster.end((TopicPartition) partition);
      ends.put(
          (TopicPartition) partition,
          KafkaFuture.completedFuture(new ListOffsetsResultInfo(end, -1, Optional.empty())));
    }
    return new ListOffsetsResult(ends);
  }

  private static DescribeConfigsResult configs(Collection<?> resources) {
    var configs = new HashMap<ConfigResource, KafkaFuture<Config>>();
    resources.forEach(
        resource ->
            configs.put(
                (ConfigResource) resource, KafkaFuture.completedFuture(new Config(Set.of()))));
    return new DescribeConfigsResult(configs) {};
  }
}
