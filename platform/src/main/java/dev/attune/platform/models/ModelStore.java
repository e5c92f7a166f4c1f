package dev.attune.platform.models;

import java.util.List;
import java.util.Optional;

/** Where base models and tuned models are kept. */
public interface ModelStore {
  /** Returns false when the name is taken. */
  boolean insert(BaseModel model);

  Optional<BaseModel> findBase(String name);

  /** By name. */
  List<BaseModel> listBase();

  /** Returns false when there was none. */
  boolean deleteBase(String name);

  Optional<TunedModel> findTuned(String projectId, String name);

  /** One of another project that this project has a permission for. */
  Optional<TunedModel> findPermitted(String projectId, String name);

  /** Oldest first. */
  List<TunedModel> listTuned(String projectId);

  /** How many tuned models, of any project, need this base model. */
  int countTunedOf(String base);

  /** Returns false when there was none. */
  boolean deleteTuned(String projectId, String name);
}
