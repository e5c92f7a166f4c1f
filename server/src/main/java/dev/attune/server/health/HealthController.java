package dev.attune.server.health;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.attune.platform.keys.Keys;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The one route without a key; it says nothing but whether jobs and chats are taken. */
@RestController
final class HealthController {
  private final Readiness readiness;
  private final Keys keys;

  HealthController(Readiness readiness, Keys keys) {
    this.readiness = readiness;
    this.keys = keys;
  }

  @GetMapping("/healthz")
  ResponseEntity<Health> health() {
    return readiness.isReady() && databaseAnswers()
        ? ResponseEntity.ok(new Health("ok"))
        : ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE).body(new Health("unavailable"));
  }

  private boolean databaseAnswers() {
    try {
      var _ = keys.isEmpty(); // any question will do
      return true;
    } catch (RuntimeException e) {
      return false;
    }
  }

  record Health(@JsonProperty("status") String status) {}
}
