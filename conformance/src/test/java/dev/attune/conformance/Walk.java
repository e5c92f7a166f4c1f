package dev.attune.conformance;

import dev.attune.wire.json.WireJson;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** A server with a job that is done, and one good request for each operation that is served. */
final class Walk {
  private final ServerProcess server;
  private final String training;
  private final String validation;
  private final String project;
  private final String job;
  private final String tuned;

  Walk(ServerProcess server) {
    this.server = server;
    server.addStarterModel();
    training = id(upload(Map.of("purpose", "fine-tune")));
    validation = id(upload(Map.of("purpose", "fine-tune")));
    project = id(admin("POST", "/v1/organization/projects", "{\"name\":\"Second team\"}"));
    job = id(createJob(1));
    tuned = awaitStatus(job, "succeeded").path("fine_tuned_model").stringValue();
  }

  /** The good request of an operation; empty of those that are not served. */
  Optional<HttpResponse<String>> ask(String operation) {
    return Optional.ofNullable(
        switch (operation) {
          case "createFineTuningJob" -> createJob(1);
          case "listPaginatedFineTuningJobs" ->
              get("/v1/fine_tuning/jobs?limit=1&after=%s&metadata[a]=b".formatted(job));
          case "retrieveFineTuningJob" -> get("/v1/fine_tuning/jobs/" + job);
          case "cancelFineTuningJob" -> act(running(), "cancel");
          case "pauseFineTuningJob" -> act(running(), "pause");
          case "resumeFineTuningJob" -> act(paused(), "resume");
          case "listFineTuningEvents" ->
              get("/v1/fine_tuning/jobs/%s/events?limit=100".formatted(job));
          case "listFineTuningJobCheckpoints" ->
              get("/v1/fine_tuning/jobs/%s/checkpoints?limit=1".formatted(job));
          case "createFineTuningCheckpointPermission" -> permit();
          case "listFineTuningCheckpointPermissions" ->
              admin("GET", permissions() + "?limit=1&order=ascending&project_id=" + project, "");
          case "deleteFineTuningCheckpointPermission" ->
              admin(
                  "DELETE",
                  permissions()
                      + "/"
                      + json(permit()).path("data").path(0).path("id").stringValue(),
                  "");
          case "validateGrader" ->
              server.send(
                  "POST",
                  "/v1/fine_tuning/alpha/graders/validate",
                  "{\"grader\":{\"type\":\"python\",\"name\":\"g\",\"source\":\"x\"}}");
          case "createFile" ->
              upload(
                  Map.of(
                      "purpose", "fine-tune",
                      "expires_after[anchor]", "created_at",
                      "expires_after[seconds]", "3600"));
          case "listFiles" -> get("/v1/files?limit=1&order=asc&purpose=fine-tune");
          case "retrieveFile" -> get("/v1/files/" + training);
          case "downloadFile" -> get("/v1/files/%s/content".formatted(training));
          case "deleteFile" ->
              server.send("DELETE", "/v1/files/" + id(upload(Map.of("purpose", "fine-tune"))), "");
          case "createUpload" -> createUpload();
          case "addUploadPart" -> addPart(id(createUpload()));
          case "completeUpload" -> completeUpload();
          case "cancelUpload" ->
              server.send("POST", "/v1/uploads/%s/cancel".formatted(id(createUpload())), "");
          case "listModels" -> get("/v1/models");
          case "retrieveModel" -> get("/v1/models/" + tuned);
          case "deleteModel" ->
              server.send("DELETE", "/v1/models/" + tunedModel(id(createJob(1))), "");
          case "createChatCompletion" ->
              server.send(
                  "POST",
                  "/v1/chat/completions",
                  filled(
                      "{\"model\":\"${tuned}\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}"));
          default -> null;
        });
  }

  /** A request of an operation that nobody serves. */
  HttpResponse<String> askInVain(String method, String path) {
    return server.send(method, "/v1" + path.replaceAll("\\{[^}]+}", "x"), "{}");
  }

  /** Sends a body to an operation that takes JSON. */
  HttpResponse<String> post(String path, String body) {
    return path.endsWith("/permissions")
        ? admin("POST", permissions(), filled(body))
        : server.send("POST", "/v1" + path, filled(body));
  }

  /** Ends a job that was made only to see whether it would be. */
  void cancel(HttpResponse<String> created) {
    act(id(created), "cancel");
  }

  private String filled(String body) {
    return body.replace("${model}", "starter")
        .replace("${tuned}", tuned)
        .replace("${training}", training)
        .replace("${validation}", validation)
        .replace("${project}", project);
  }

  private HttpResponse<String> createJob(int epochs) {
    return server.send(
        "POST",
        "/v1/fine_tuning/jobs",
        "{\"model\":\"starter\",\"training_file\":\"%s\",\"hyperparameters\":{\"n_epochs\":%d,\"batch_size\":4}}"
            .formatted(training, epochs));
  }

  private String running() {
    String id = id(createJob(50));
    awaitStatus(id, "running");
    return id;
  }

  private String paused() {
    String id = running();
    act(id, "pause");
    awaitStatus(id, "paused");
    return id;
  }

  private HttpResponse<String> act(String id, String what) {
    return server.send("POST", "/v1/fine_tuning/jobs/%s/%s".formatted(id, what), "");
  }

  private String tunedModel(String id) {
    return awaitStatus(id, "succeeded").path("fine_tuned_model").stringValue();
  }

  private JsonNode awaitStatus(String id, String status) {
    ServerProcess.awaitTrue(
        () -> json(get("/v1/fine_tuning/jobs/" + id)).path("status").stringValue().equals(status));
    return json(get("/v1/fine_tuning/jobs/" + id));
  }

  private String permissions() {
    return "/v1/fine_tuning/checkpoints/%s/permissions".formatted(tuned);
  }

  private HttpResponse<String> permit() {
    return admin("POST", permissions(), "{\"project_ids\":[\"%s\"]}".formatted(project));
  }

  private HttpResponse<String> upload(Map<String, String> texts) {
    return server.send(Multipart.post(server.baseUrl("/v1/files"), server.key(), texts, "file"));
  }

  private HttpResponse<String> createUpload() {
    return server.send(
        "POST",
        "/v1/uploads",
        "{\"filename\":\"a.jsonl\",\"purpose\":\"fine-tune\",\"bytes\":%d,\"mime_type\":\"text/jsonl\"}"
            .formatted(Samples.trainingLines(16).length));
  }

  private HttpResponse<String> addPart(String upload) {
    return server.send(
        Multipart.post(
            server.baseUrl("/v1/uploads/%s/parts".formatted(upload)),
            server.key(),
            Map.of(),
            "data"));
  }

  private HttpResponse<String> completeUpload() {
    String upload = id(createUpload());
    return server.send(
        "POST",
        "/v1/uploads/%s/complete".formatted(upload),
        "{\"part_ids\":[\"%s\"],\"md5\":\"%s\"}"
            .formatted(id(addPart(upload)), md5(Samples.trainingLines(16))));
  }

  private static String md5(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private HttpResponse<String> get(String path) {
    return server.send("GET", path, "");
  }

  private HttpResponse<String> admin(String method, String path, String body) {
    return server.send(
        HttpRequest.newBuilder(URI.create(server.baseUrl(path)))
            .header("Authorization", "Bearer " + server.adminKey())
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.ofString(body, StandardCharsets.UTF_8))
            .build());
  }

  private static JsonNode json(HttpResponse<String> response) {
    return WireJson.mapper().readTree(response.body());
  }

  private static String id(HttpResponse<String> response) {
    return json(response).path("id").stringValue();
  }
}
