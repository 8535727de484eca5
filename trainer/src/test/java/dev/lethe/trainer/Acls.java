package dev.lethe.trainer;

import dev.lethe.schemas.Component;
import dev.lethe.schemas.Topics;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/** Permissions of a cluster in which everyone is anonymous. */
final class Acls {
  private Acls() {}

  /** Takes all rights on the resources of an installation away that a component does not need. */
  static void allowOnly(Admin admin, Component component, Topics topics) throws Exception {
    List<AclBinding> acls = new ArrayList<>();
    for (ResourceType type :
        List.of(ResourceType.TOPIC, ResourceType.GROUP, ResourceType.TRANSACTIONAL_ID)) {
      // A resource with any ACL is closed to everyone who is not named.
      acls.add(
          new AclBinding(
              new ResourcePattern(type, topics.prefix(), PatternType.PREFIXED),
              new AccessControlEntry(
                  "User:nobody", "*", AclOperation.ALL, AclPermissionType.ALLOW)));
    }
    for (Component.Permission permission : component.permissions(topics)) {
      for (AclOperation operation : permission.operations()) {
        acls.add(of(permission.resource(), operation, AclPermissionType.ALLOW));
      }
    }
    admin.createAcls(acls).all().get();
  }

  static AclBinding of(
      ResourcePattern resource, AclOperation operation, AclPermissionType permission) {
    return new AclBinding(
        resource, new AccessControlEntry("User:ANONYMOUS", "*", operation, permission));
  }
}
