package dev.attune.server.pages;

import dev.attune.platform.files.StoredFile;
import dev.attune.platform.files.StoredFiles;
import dev.attune.platform.page.Page;
import dev.attune.platform.page.PageRequest;
import dev.attune.server.gate.Caller;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Objects;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Files of the project. */
@RestController
final class FilesPages {
  private static final int ROWS = 100;

  private final StoredFiles files;
  private final Html html;

  FilesPages(StoredFiles files, Html html) {
    this.files = files;
    this.html = html;
  }

  @GetMapping("/files")
  void list(HttpServletRequest request, HttpServletResponse response) {
    Visitor visitor = PageGate.of(request);
    Page<StoredFile> page =
        files.list(
            visitor.project(), null, PageRequest.newestFirst(request.getParameter("after"), ROWS));
    html.show(
        response,
        "files",
        new FilesPage(
            Frame.of(visitor, "files", "Files"),
            page.items().stream().map(FileRow::of).toList(),
            page.hasMore() ? page.items().getLast().id() : null));
  }

  /** The bytes, as the API gives them: never as a page. */
  @GetMapping("/files/{id}/content")
  void content(@PathVariable String id, HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    Caller.set(request, PageGate.of(request).key());
    Objects.requireNonNull(request.getRequestDispatcher("/v1" + request.getRequestURI()))
        .forward(request, response);
  }

  @PostMapping("/files/{id}/delete")
  void delete(@PathVariable String id, HttpServletRequest request, HttpServletResponse response) {
    files.delete(PageGate.of(request).project(), id);
    Redirect.to(response, "/files");
  }
}
