package dev.attune.server.web;

import dev.attune.platform.keys.Opened;
import dev.attune.platform.owner.Organization;
import dev.attune.platform.owner.Project;
import dev.attune.server.gate.Caller;
import dev.attune.wire.json.Parameters;
import dev.attune.wire.json.WireJson;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageConverters;
import org.springframework.http.converter.json.JacksonJsonHttpMessageConverter;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.config.annotation.ContentNegotiationConfigurer;
import org.springframework.web.servlet.config.annotation.EnableWebMvc;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Spring MVC with as little of it as the API needs. */
@Configuration(proxyBeanMethods = false)
@EnableWebMvc
@Import(ErrorAdvice.class)
public class WebConfiguration implements WebMvcConfigurer {

  @Bean
  DispatcherServlet dispatcherServlet() {
    return new DispatcherServlet();
  }

  @Override
  public void configureMessageConverters(HttpMessageConverters.ServerBuilder builder) {
    builder
        .disableDefaults()
        .withJsonConverter(new JacksonJsonHttpMessageConverter(WireJson.mapper()));
  }

  /** Every answer is JSON, whatever was asked for: clients ask for the oddest types. */
  @Override
  public void configureContentNegotiation(ContentNegotiationConfigurer configurer) {
    configurer.ignoreAcceptHeader(true).defaultContentType(MediaType.APPLICATION_JSON);
  }

  @Override
  public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
    resolvers.add(new Argument<>(Project.class, Caller::project));
    resolvers.add(new Argument<>(Opened.OfProject.class, Caller::projectKey));
    resolvers.add(new Argument<>(Organization.class, Caller::organization));
    resolvers.add(new Argument<>(Parameters.class, Query::of));
    resolvers.add(new Argument<>(JsonBody.class, JsonBody::new));
  }
}
