package dev.attune.server.uploads;

import dev.attune.platform.uploads.UploadLimits;
import dev.attune.platform.uploads.Uploads;
import dev.attune.server.form.FileField;
import dev.attune.server.form.FormReader;
import dev.attune.server.settings.ServerSettings;
import dev.attune.wire.uploads.CompleteUpload;
import java.util.Set;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** {@code /v1/uploads}. */
@Configuration(proxyBeanMethods = false)
public class UploadsConfiguration {
  private static final long PART_BYTES = 64 << 20;

  @Bean
  UploadsController uploadsController(Uploads uploads, ServerSettings settings) {
    FormReader parts =
        new FormReader(
            new FileField("data", PART_BYTES, uploads::receive, Set.of(), _ -> (_, _, _) -> {}));
    return new UploadsController(
        uploads,
        parts,
        new UploadLimits(CompleteUpload.MOST_PARTS, settings.limits().uploadBytes()));
  }
}
