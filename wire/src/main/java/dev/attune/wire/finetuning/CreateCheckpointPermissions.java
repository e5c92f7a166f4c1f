package dev.attune.wire.finetuning;

import dev.attune.wire.json.JsonObject;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** A request that lets projects ask a checkpoint. */
public record CreateCheckpointPermissions(List<String> projectIds) {
  private static final int MOST = 1_000;
  private static final int ID_LENGTH = 64;

  public CreateCheckpointPermissions {
    projectIds = List.copyOf(projectIds);
  }

  public static CreateCheckpointPermissions read(JsonNode body) {
    return JsonObject.read(
        body,
        o ->
            new CreateCheckpointPermissions(
                o.required("project_ids").list(MOST, f -> f.string(ID_LENGTH))));
  }
}
