package dev.attune.server.pages;

import dev.attune.platform.jobs.Jobs;
import dev.attune.platform.keys.Sessions;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** The dashboard. */
@Configuration(proxyBeanMethods = false)
public class PagesConfiguration implements WebMvcConfigurer {
  private final Sessions sessions;

  public PagesConfiguration(Sessions sessions) {
    this.sessions = sessions;
  }

  @Override
  public void addInterceptors(InterceptorRegistry registry) {
    registry.addInterceptor(new PageGate(sessions));
  }

  @Bean
  Html html() {
    return new Html();
  }

  @Bean
  PageErrors pageErrors(Html html) {
    return new PageErrors(html);
  }

  @Bean
  Assets assets() {
    return new Assets();
  }

  @Bean
  DoorPages doorPages(Html html) {
    return new DoorPages(sessions, html);
  }

  @Bean
  JobsPages jobsPages(Jobs jobs, Html html) {
    return new JobsPages(jobs, html, InstantSource.system());
  }

  @Bean
  JobPages jobPages(Jobs jobs, Html html) {
    return new JobPages(jobs, html, InstantSource.system());
  }
}
