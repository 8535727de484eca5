package dev.lethe.cli.command;

import dev.lethe.schemas.Component.Permission;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;

/** Decisions that Kafka's authorizer has logged. */
record AuthorizerLog(List<Decision> decisions) {
  private static final Pattern DECISION =
      Pattern.compile(
          "Principal = User:(\\S+) is (Allowed|Denied) operation = (\\S+) from host = \\S+ on"
              + " resource = (\\w+):LITERAL:(\\S+) for request = (\\w+)");

  record Decision(
      String user,
      boolean allowed,
      AclOperation operation,
      String type,
      String resource,
      String request) {
    boolean uses(Permission permission) {
      return permission.operations().stream().anyMatch(each -> uses(permission, each));
    }

    boolean uses(Permission permission, AclOperation of) {
      ResourcePattern pattern = permission.resource();
      return operation == of
          && type.replace("_", "").equalsIgnoreCase(pattern.resourceType().name().replace("_", ""))
          && (pattern.patternType() == PatternType.LITERAL
              ? resource.equals(pattern.name())
              : resource.startsWith(pattern.name()));
    }

    @Override
    public String toString() {
      return "%s %s %s for %s".formatted(operation, type, resource, request);
    }
  }

  static AuthorizerLog read(Path file) throws IOException {
    try (Stream<String> lines = Files.lines(file)) {
      return new AuthorizerLog(
          lines
              .map(DECISION::matcher)
              .filter(Matcher::find)
              .map(
                  found ->
                      new Decision(
                          found.group(1),
                          found.group(2).equals("Allowed"),
                          AclOperation.fromString(found.group(3)),
                          found.group(4),
                          found.group(5),
                          found.group(6)))
              .distinct()
              .toList());
    }
  }

  /** Returns what a user asked for in vain, apart from permissions that it does without. */
  Set<String> denied(String user, List<Permission> optional) {
    var denied = new TreeSet<String>();
    decisions.stream()
        .filter(decision -> decision.user.equals(user) && !decision.allowed)
        .filter(decision -> optional.stream().noneMatch(decision::uses))
        .forEach(decision -> denied.add(decision.toString()));
    return denied;
  }

  /** Returns the permissions that a user did not use, one for each operation. */
  Set<String> unused(String user, List<Permission> permissions) {
    var unused = new TreeSet<String>();
    for (Permission permission : permissions) {
      for (AclOperation operation : permission.operations()) {
        if (decisions.stream()
            .noneMatch(
                decision ->
                    decision.user.equals(user)
                        && decision.allowed
                        && decision.uses(permission, operation))) {
          unused.add("%s %s".formatted(operation, permission.resource()));
        }
      }
    }
    return unused;
  }
}
