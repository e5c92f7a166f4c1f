package dev.attune.wire.grader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.attune.wire.errors.ApiException;
import dev.attune.wire.json.JsonObject;
import dev.attune.wire.json.WireJson;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Graders in the shapes of OpenAI's schema, its examples and its guides. */
final class GraderShapeTest {
  private static final String CHECK =
      "{'type':'string_check','name':'c','input':'{{sample.output_text}}','reference':'{{item.a}}','operation':'eq'}";
  private static final String MODEL =
      "'model':'gpt-4.1','input':[{'role':'user','content':'Rate it.','type':'message'}]";

  @ParameterizedTest
  @ValueSource(
      strings = {
        CHECK,
        "{'type':'text_similarity','name':'t','input':'a','reference':'b','evaluation_metric':'rouge_l','pass_threshold':0.5}",
        "{'type':'python','source':'def grade(sample, item):\\n  return 1.0','image_tag':'2025-05-08'}",
        "{'type':'score_model','name':'s'," + MODEL + "}",
        "{'type':'score_model','name':'s','model':'m','input':[{'role':'user','content':[{'type':'input_text','text':'x'}]},{'role':'user','content':{'type':'input_text','text':'x'}}],'sampling_params':{'seed':-1,'top_p':0.5,'temperature':1,'max_completions_tokens':9,'reasoning_effort':'low'},'range':[-1,1]}",
        "{'type':'multi','name':'m','graders':" + CHECK + ",'calculate_output':'c'}",
        "{'type':'multi','name':'m','graders':[" + CHECK + "],'calculate_output':'c_score'}",
        "{'type':'multi','graders':{'type':"
            + CHECK
            + ",'c':"
            + CHECK
            + "},'calculate_output':'0.5*c+1'}",
        "{'type':'multi','name':'m','graders':{'l':{'type':'label_model','name':'l',"
            + MODEL
            + ",'labels':['good','bad'],'passing_labels':['good']}},'calculate_output':'l'}",
      })
  void aGraderOfTheWireIsKeptAsItWasSent(String grader) {
    JsonNode sent = tree(grader);

    assertThat(JsonObject.<JsonNode>read(sent, o -> GraderShape.read(o.required("grader"))))
        .isEqualTo(sent.path("grader"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{}|grader.type",
        "{'type':'endpoint'}|grader.type",
        "{'type':'label_model'}|grader.type",
        "{'type':'string_check','input':'a','reference':'b'}|grader.operation",
        "{'type':'string_check','input':'a','reference':'b','operation':'is'}|grader.operation",
        "{'type':'string_check','input':1,'reference':'b','operation':'eq'}|grader.input",
        "{'type':'string_check','input':'a','reference':'b','operation':'eq','x':1}|grader.x",
        "{'type':'string_check','name':'','input':'a','reference':'b','operation':'eq'}|grader.name",
        "{'type':'text_similarity','input':'a','reference':'b','evaluation_metric':'rouge_6'}|grader.evaluation_metric",
        "{'type':'python','source':''}|grader.source",
        "{'type':'score_model','model':'m','input':[]}|grader.input",
        "{'type':'score_model','model':'m','input':[{'role':'user','content':1}]}|grader.input[0].content",
        "{'type':'score_model','model':'m','input':[{'content':'x'}]}|grader.input[0].role",
        "{'type':'score_model','model':'m','input':[{'role':'user','content':'x'}],'range':[1,0]}|grader.range",
        "{'type':'score_model','model':'m','input':[{'role':'user','content':'x'}],'range':[1]}|grader.range",
        "{'type':'score_model','model':'m','input':[{'role':'user','content':'x'}],'sampling_params':{'max_completions_tokens':0}}|grader.sampling_params.max_completions_tokens",
        "{'type':'multi','graders':{},'calculate_output':'x'}|grader.graders",
        "{'type':'multi','graders':[],'calculate_output':'x'}|grader.graders",
        "{'type':'multi','graders':{'a':{'type':'multi'}},'calculate_output':'x'}|grader.graders.a.type",
        "{'type':'multi','graders':[{'type':'python'}],'calculate_output':'x'}|grader.graders[0].source",
        "{'type':'multi','graders':{'l':{'type':'label_model','model':'m','input':[{'role':'user','content':'x'}],'labels':['a'],'passing_labels':['b']}},'calculate_output':'x'}|grader.graders.l.passing_labels[0]",
        "{'type':'multi','graders':{'a':{'type':'python','source':'x'}}}|grader.calculate_output",
        "[]|grader",
      })
  void whatIsWrongIsSaidAtItsPlace(String grader, String param) {
    ApiException refusal =
        catchThrowableOfType(ApiException.class, () -> ValidateGrader.read(tree(grader)));

    assertThat(refusal.error().status()).isEqualTo(400);
    assertThat(refusal.error().param()).isEqualTo(param);
  }

  private static JsonNode tree(String grader) {
    return WireJson.mapper().readTree("{\"grader\":" + grader.replace('\'', '"') + "}");
  }
}
