package dev.attune.server.files;

import dev.attune.platform.files.StoredFile;
import dev.attune.platform.files.StoredFiles;
import dev.attune.platform.owner.Project;
import dev.attune.server.web.PageJson;
import dev.attune.wire.files.FileDeleted;
import dev.attune.wire.files.FileObject;
import dev.attune.wire.files.FileQuery;
import dev.attune.wire.json.Parameters;
import dev.attune.wire.json.WireName;
import dev.attune.wire.lists.CursorPage;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Files of the caller's own project. */
@RestController
@RequestMapping("/v1/files")
final class FilesController {
  private final StoredFiles files;
  private final UploadReader uploads;

  FilesController(StoredFiles files, UploadReader uploads) {
    this.files = files;
    this.uploads = uploads;
  }

  @PostMapping
  FileObject create(Project project, HttpServletRequest request) {
    try (Upload upload = uploads.read(request)) {
      return FileJson.of(files.create(project, upload.description(), upload.bytes()));
    }
  }

  @GetMapping
  CursorPage<FileObject> list(Project project, Parameters query) {
    FileQuery wanted = FileQuery.read(query);
    String purpose = Optional.ofNullable(wanted.purpose()).map(WireName::wireName).orElse(null);
    return FileObject.page(
        PageJson.of(files.list(project, purpose, PageJson.request(wanted.page())), FileJson::of));
  }

  @GetMapping("/{id}")
  FileObject retrieve(Project project, @PathVariable String id) {
    return FileJson.of(files.retrieve(project, id));
  }

  @DeleteMapping("/{id}")
  FileDeleted delete(Project project, @PathVariable String id) {
    files.delete(project, id);
    return new FileDeleted(id, true);
  }

  @GetMapping("/{id}/content")
  void content(
      Project project,
      @PathVariable String id,
      HttpServletRequest request,
      HttpServletResponse response) {
    StoredFile file = files.retrieve(project, id);
    Download.of(file, files.content(file)).answer(request, response);
  }
}
