package dev.attune.server.chat;

import dev.attune.platform.models.Models;
import dev.attune.platform.models.ServableModel;
import dev.attune.platform.owner.Project;
import dev.attune.platform.sampling.SamplerLease;
import dev.attune.platform.sampling.Samplers;

/** The way to a model: a sampler that has loaded it. */
final class ModelRoute {
  private final Models models;
  private final Samplers samplers;
  private final SamplerClient client;

  ModelRoute(Models models, Samplers samplers, SamplerClient client) {
    this.models = models;
    this.samplers = samplers;
    this.client = client;
  }

  /** Opens the way; the sampler stays while it is open. */
  Open open(Project project, String name) {
    ServableModel model = models.servable(project, name);
    SamplerLease lease = samplers.acquire(model);
    try {
      model
          .adapter()
          .ifPresent(adapter ->
              lease.loadOnce(
                  model.name(), endpoint -> client.load(endpoint, model.name(), adapter)));
      return new Open(model.name(), lease, client);
    } catch (RuntimeException e) {
      lease.close();
      throw e;
    }
  }

  /**
   * A way that is open.
   *
   * @param model the name that the sampler knows
   */
  record Open(String model, SamplerLease lease, SamplerClient client) implements AutoCloseable {

    SamplerAnswer ask(ChatQuestion question) {
      return client.ask(lease.endpoint(), question.naming(model));
    }

    @Override
    public void close() {
      lease.close();
    }
  }
}
