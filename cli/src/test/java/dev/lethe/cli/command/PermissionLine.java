package dev.lethe.cli.command;

import dev.lethe.schemas.Component;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.ResourcePattern;

/** One operation on one resource that a component may execute. */
record PermissionLine(Component component, ResourcePattern resource, AclOperation operation) {
  /** Set to test all lines, instead of some. */
  private static final String ALL = "lethe.acls.all";

  private static final long SEED = 11;
  private static final int SAMPLE = 4;

  /** Returns all lines of a component. */
  static Stream<PermissionLine> all(Component component) {
    return component.permissions(SecuredCluster.TOPICS).stream()
        .flatMap(
            permission ->
                permission.operations().stream()
                    .map(
                        operation ->
                            new PermissionLine(component, permission.resource(), operation)));
  }

  /** Returns some lines of a component, the same ones each time, or all if they are asked for. */
  static Stream<PermissionLine> sample(Component component) {
    List<PermissionLine> lines = new ArrayList<>(all(component).toList());
    if (Boolean.getBoolean(ALL)) {
      return lines.stream();
    }
    Collections.shuffle(lines, new Random(SEED));
    return lines.stream().limit(SAMPLE);
  }

  @Override
  public String toString() {
    return "%s without %s on %s".formatted(component, operation, resource.name());
  }
}
