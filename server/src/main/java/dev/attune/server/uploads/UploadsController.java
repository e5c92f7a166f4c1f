package dev.attune.server.uploads;

import dev.attune.platform.owner.Project;
import dev.attune.platform.uploads.UploadLimits;
import dev.attune.platform.uploads.Uploads;
import dev.attune.server.form.Form;
import dev.attune.server.form.FormReader;
import dev.attune.server.web.JsonBody;
import dev.attune.wire.uploads.CompleteUpload;
import dev.attune.wire.uploads.CreateUpload;
import dev.attune.wire.uploads.UploadObject;
import dev.attune.wire.uploads.UploadPart;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Uploads of the caller's own project. A cancel has no body, or any. */
@RestController
@RequestMapping("/v1/uploads")
final class UploadsController {
  private final Uploads uploads;
  private final FormReader parts;
  private final UploadLimits limits;

  UploadsController(Uploads uploads, FormReader parts, UploadLimits limits) {
    this.uploads = uploads;
    this.parts = parts;
    this.limits = limits;
  }

  @PostMapping
  UploadObject create(Project project, JsonBody body) {
    CreateUpload request = CreateUpload.read(body.small(), limits.bytes());
    return UploadJson.of(uploads.create(project, UploadJson.file(request), request.bytes()));
  }

  @PostMapping("/{id}/parts")
  UploadPart addPart(Project project, @PathVariable String id, HttpServletRequest request) {
    uploads.checkPending(project, id); // before the bytes come
    try (Form form = parts.read(request)) {
      return UploadJson.of(uploads.addPart(project, id, form.bytes(), limits));
    }
  }

  @PostMapping("/{id}/complete")
  UploadObject complete(Project project, @PathVariable String id, JsonBody body) {
    uploads.checkPending(project, id); // what is missing or over comes before what is asked of it
    CompleteUpload request = CompleteUpload.read(body.small());
    return UploadJson.of(uploads.complete(project, id, UploadJson.completion(request)));
  }

  @PostMapping("/{id}/cancel")
  UploadObject cancel(Project project, @PathVariable String id) {
    return UploadJson.of(uploads.cancel(project, id));
  }
}
