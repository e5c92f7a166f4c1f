package dev.attune.server.form;

import dev.attune.wire.errors.ApiError;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.commons.fileupload2.core.DiskFileItem;
import org.apache.commons.fileupload2.core.DiskFileItemFactory;
import org.apache.commons.fileupload2.core.FileItemInputIterator;
import org.apache.commons.fileupload2.core.FileUploadContentTypeException;
import org.apache.commons.fileupload2.core.FileUploadSizeException;
import org.apache.commons.fileupload2.jakarta.servlet6.JakartaServletFileUpload;

/** Reads a form part by part, the file's bytes straight to their place on disk. */
public final class FormReader {
  private static final int PART_HEADER_BYTES = 4 << 10;

  /** Room for all that is not the file. */
  private static final long FORM_BYTES = 1 << 20;

  private final FileField field;

  public FormReader(FileField field) {
    this.field = field;
  }

  /** The whole form; whoever takes it closes it. */
  public Form read(HttpServletRequest request) {
    FormParts form = new FormParts(field);
    try {
      FileItemInputIterator parts = parser().getItemIterator(request);
      while (parts.hasNext()) {
        form.take(parts.next());
      }
      return form.finish();
    } catch (IOException e) {
      form.close();
      throw refusal(e).toException();
    } catch (RuntimeException e) {
      form.close();
      throw e;
    }
  }

  private JakartaServletFileUpload<DiskFileItem, DiskFileItemFactory> parser() {
    JakartaServletFileUpload<DiskFileItem, DiskFileItemFactory> parser =
        new JakartaServletFileUpload<>();
    parser.setHeaderCharset(StandardCharsets.UTF_8);
    parser.setMaxPartHeaderSize(PART_HEADER_BYTES);
    parser.setMaxSize(field.maxBytes() + FORM_BYTES);
    return parser;
  }

  private ApiError refusal(IOException failure) {
    return switch (failure) {
      case FileUploadSizeException size when size.getPermitted() == PART_HEADER_BYTES ->
          ApiError.badRequest(
              null,
              "A part of the form has headers of more than %,d bytes. Send shorter ones."
                  .formatted(PART_HEADER_BYTES));
      case FileUploadSizeException _ -> FormParts.tooLarge(field);
      case FileUploadContentTypeException _ ->
          ApiError.badRequest(
              null, "An upload is a form. Send it as multipart/form-data with a boundary.");
      default ->
          ApiError.badRequest(
              null, "The form of the upload is broken or ended early. Send it again.");
    };
  }
}
