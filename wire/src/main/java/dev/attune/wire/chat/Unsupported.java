package dev.attune.wire.chat;

import dev.attune.wire.errors.ApiError;
import dev.attune.wire.errors.ApiErrors;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a request may ask by the wire and the sampler does not do. Nothing here is ever ignored,
 * because the answer would be another one than was asked for.
 */
final class Unsupported {
  private final List<ApiError> errors = new ArrayList<>();

  private Unsupported() {}

  static Optional<ApiError> in(ChatCompletionRequest request) {
    Unsupported unsupported = new Unsupported();
    unsupported.messages(request.messages());
    unsupported.form(request);
    unsupported.tools(request.toolUse());
    unsupported.extras(request.extras());
    return unsupported.errors.stream().findFirst();
  }

  private void messages(List<ChatMessage> messages) {
    for (int i = 0; i < messages.size(); i++) {
      if (messages.get(i) instanceof ChatMessage.User(Content.Parts(var parts), _)) {
        parts("messages[%d].content".formatted(i), parts);
      }
    }
  }

  private void parts(String path, List<ContentPart> parts) {
    for (int i = 0; i < parts.size(); i++) {
      switch (parts.get(i)) {
        case ContentPart.Text _, ContentPart.Refusal _ -> {}
        case ContentPart.ImageUrl _, ContentPart.InputAudio _, ContentPart.File _ ->
            parameter("%s[%d]".formatted(path, i), true);
      }
    }
  }

  private void form(ChatCompletionRequest request) {
    switch (request.responseFormat()) {
      case ResponseFormat.Text _, ResponseFormat.JsonText _ -> {}
      case ResponseFormat.JsonSchema _ -> value("response_format", "json_schema", "json_object");
    }
  }

  private void tools(ToolUse use) {
    parameter("tools", !use.tools().isEmpty());
    parameter("functions", !use.functions().isEmpty());
  }

  private void extras(Extras extras) {
    if (extras.modalities().contains(Modality.AUDIO)) {
      value("modalities", "audio", "text");
    }
    if (extras.store()) {
      value("store", "true", "false");
    }
    ReasoningEffort effort = extras.reasoningEffort();
    parameter("reasoning_effort", effort != null && effort != ReasoningEffort.MEDIUM);
    Verbosity verbosity = extras.verbosity();
    parameter("verbosity", verbosity != null && verbosity != Verbosity.MEDIUM);
    parameter("audio", extras.audio() != null);
    parameter("prediction", extras.prediction() != null);
    parameter("web_search_options", extras.webSearchOptions() != null);
    parameter("moderation", extras.moderation() != null);
  }

  private void parameter(String name, boolean asked) {
    if (asked) {
      errors.add(ApiErrors.unsupportedParameter(name));
    }
  }

  private void value(String name, String asked, String supported) {
    errors.add(ApiErrors.unsupportedValue(name, asked, supported));
  }
}
