package dev.attune.server.files;

import dev.attune.platform.files.StoredFiles;
import dev.attune.server.settings.ServerSettings;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** {@code /v1/files}. */
@Configuration(proxyBeanMethods = false)
public class FilesConfiguration {

  @Bean
  FilesController filesController(StoredFiles files, ServerSettings settings) {
    UploadReader uploads = new UploadReader(files, settings.limits().uploadBytes());
    return new FilesController(files, uploads);
  }
}
