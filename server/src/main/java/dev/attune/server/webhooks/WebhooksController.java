package dev.attune.server.webhooks;

import dev.attune.platform.owner.Project;
import dev.attune.platform.webhooks.Webhooks;
import dev.attune.server.delivery.EndpointUrl;
import dev.attune.server.settings.WebhookAddresses;
import dev.attune.server.web.JsonBody;
import dev.attune.server.web.PageJson;
import dev.attune.wire.json.Parameters;
import dev.attune.wire.lists.Listing;
import dev.attune.wire.lists.Page;
import dev.attune.wire.lists.PageQuery;
import dev.attune.wire.webhooks.CreateWebhook;
import dev.attune.wire.webhooks.WebhookDeleted;
import dev.attune.wire.webhooks.WebhookDelivery;
import dev.attune.wire.webhooks.WebhookObject;
import java.net.URI;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Webhook endpoints of the caller's own project. A test has no body, or any. */
@RestController
@RequestMapping("/attune/v1/webhooks")
final class WebhooksController {
  private static final int USUAL_LIMIT = 20;

  private final Webhooks webhooks;
  private final WebhookAddresses allowed;

  WebhooksController(Webhooks webhooks, WebhookAddresses allowed) {
    this.webhooks = webhooks;
    this.allowed = allowed;
  }

  @PostMapping
  WebhookObject create(Project project, JsonBody body) {
    CreateWebhook request = CreateWebhook.read(body.small());
    URI url = EndpointUrl.parse(request.url(), allowed);
    return WebhookJson.of(webhooks.create(project, url, WebhookJson.events(request)));
  }

  @GetMapping
  Listing<WebhookObject> list(Project project) {
    return new Listing<>(webhooks.list(project).stream().map(WebhookJson::of).toList());
  }

  @DeleteMapping("/{id}")
  WebhookDeleted delete(Project project, @PathVariable String id) {
    webhooks.delete(project, id);
    return new WebhookDeleted(id, true);
  }

  @PostMapping("/{id}/test")
  WebhookDelivery test(Project project, @PathVariable String id) {
    return WebhookJson.of(webhooks.test(project, id));
  }

  @GetMapping("/{id}/deliveries")
  Page<WebhookDelivery> deliveries(Project project, @PathVariable String id, Parameters query) {
    PageQuery page = PageQuery.read(query, USUAL_LIMIT);
    return PageJson.of(
        webhooks.listDeliveries(project, id, PageJson.request(page)), WebhookJson::of);
  }
}
