package dev.attune.wire.finetuning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.attune.wire.errors.ApiException;
import dev.attune.wire.json.JsonLimits;
import dev.attune.wire.json.WireJson;
import dev.attune.wire.metadata.Metadata;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

final class CreateFineTuningJobTest {

  @Test
  void theSmallestRequestLeavesEverythingToThePlatform() {
    assertThat(read("{'model':'starter','training_file':'file-1'}"))
        .isEqualTo(
            new CreateFineTuningJob(
                "starter",
                "file-1",
                null,
                new Method.Supervised(Hyperparameters.AUTO),
                null,
                null,
                List.of(),
                null,
                AttuneOptions.NONE));
  }

  @Test
  void numbersOfTheMethodWinOverTheDeprecatedOnes() {
    CreateFineTuningJob job =
        with(
            "'hyperparameters':{'n_epochs':9,'batch_size':8},'method':{'type':'supervised',"
                + "'supervised':{'hyperparameters':{'n_epochs':2,'batch_size':'auto'}}}");

    assertThat(job.method())
        .isEqualTo(
            new Method.Supervised(new Hyperparameters(AutoOr.of(2), AutoOr.of(8), AutoOr.auto())));
  }

  @Test
  void settingsOfOtherMethodsAreLetBeHoweverWrong() {
    assertThat(
            with("'method':{'type':'dpo','supervised':5,'reinforcement':{'grader':null}}").method())
        .isEqualTo(new Method.Dpo(Hyperparameters.AUTO, AutoOr.auto()));
  }

  @Test
  void reinforcementKeepsItsGraderAsItWasSent() {
    Method method =
        with("'method':{'type':'reinforcement','reinforcement':{'grader':{'type':'multi',"
                + "'graders':{'a':{'type':'python','source':'x'}},'calculate_output':'a'},'hyperparameters':{'reasoning_effort':'high',"
                + "'eval_interval':7}}}")
            .method();

    assertThat(method)
        .isInstanceOfSatisfying(
            Method.Reinforcement.class,
            it -> {
              assertThat(it.grader())
                  .hasToString(
                      "{\"type\":\"multi\",\"graders\":{\"a\":{\"type\":\"python\",\"source\":\"x\"}},\"calculate_output\":\"a\"}");
              assertThat(it.exploration().reasoningEffort())
                  .isEqualTo(Exploration.ReasoningEffort.HIGH);
              assertThat(it.exploration().evalInterval()).isEqualTo(AutoOr.of(7));
            });
    assertThat(WireJson.text(method))
        .isEqualTo(
            ("{'type':'reinforcement','reinforcement':{'grader':{'type':'multi','graders':{'a':{'type':'python','source':'x'}},'calculate_output':'a'},"
                    + "'hyperparameters':{'n_epochs':'auto','batch_size':'auto',"
                    + "'learning_rate_multiplier':'auto','reasoning_effort':'high',"
                    + "'compute_multiplier':'auto','eval_interval':7,'eval_samples':'auto'}}}")
                .replace('\'', '"'));
  }

  @Test
  void metadataKeepsTheOrderOfItsPairs() {
    Metadata metadata =
        Objects.requireNonNull(with("'metadata':{'z':'1','a':'2','m':''}").metadata());

    assertThat(metadata).isEqualTo(new Metadata(Map.of("z", "1", "a", "2", "m", "")));
    assertThat(WireJson.text(metadata)).isEqualTo("{\"z\":\"1\",\"a\":\"2\",\"m\":\"\"}");
  }

  @Test
  void fullTuningHasNoAdapters() {
    assertThatThrownBy(() -> with("'attune':{'tuning':'full','rank':8}"))
        .isInstanceOf(ApiException.class)
        .hasMessage(
            "Invalid 'attune.rank': it is of adapters, which full tuning has not. Leave it out.");
    assertThat(with("'attune':{'tuning':'full','learning_rate':0.002}").attune().learningRate())
        .isEqualTo(0.002);
  }

  @Test
  void anIntegrationIsEchoedWithItsRun() {
    Integration.Wandb wandb =
        with("'integrations':[{'type':'wandb','wandb':{'project':'p','tags':['a']}}]")
            .integrations()
            .getFirst()
            .wandb();

    assertThat(wandb).isEqualTo(new Integration.Wandb("p", null, null, List.of("a"), null));
  }

  @Test
  void severalUnknownArgumentsAreNamedTogether() {
    assertThatThrownBy(() -> with("'epochs':3,'lr':1"))
        .hasMessage("Unrecognized request arguments supplied: epochs, lr");
    assertThatThrownBy(() -> with("'epochs':3"))
        .hasMessage("Unrecognized request argument supplied: epochs");
  }

  @Test
  void autoIsTheOnlyWordForANumber() {
    assertThatThrownBy(() -> with("'hyperparameters':{'n_epochs':'many'}"))
        .hasMessage(
            "Invalid type for 'hyperparameters.n_epochs': expected 'auto' or an integer, but got a"
                + " string instead.");
  }

  private static CreateFineTuningJob with(String fields) {
    return read("{'model':'starter','training_file':'file-1'," + fields + "}");
  }

  private static CreateFineTuningJob read(String json) {
    return CreateFineTuningJob.read(WireJson.parse(json.replace('\'', '"'), JsonLimits.SMALL));
  }
}
