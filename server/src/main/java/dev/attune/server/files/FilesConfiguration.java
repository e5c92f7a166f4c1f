package dev.attune.server.files;

import dev.attune.platform.Platform;
import dev.attune.server.settings.ServerSettings;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** {@code /v1/files}. */
@Configuration(proxyBeanMethods = false)
public class FilesConfiguration {

  @Bean
  FilesController filesController(Platform platform, ServerSettings settings) {
    UploadReader uploads = new UploadReader(platform.files(), settings.limits().uploadBytes());
    return new FilesController(platform.files(), uploads);
  }
}
