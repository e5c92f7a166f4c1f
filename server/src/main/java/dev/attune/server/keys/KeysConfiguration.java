package dev.attune.server.keys;

import dev.attune.platform.keys.Keys;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** {@code /attune/v1/keys}. */
@Configuration(proxyBeanMethods = false)
public class KeysConfiguration {

  @Bean
  KeysController keysController(Keys keys) {
    return new KeysController(keys);
  }
}
