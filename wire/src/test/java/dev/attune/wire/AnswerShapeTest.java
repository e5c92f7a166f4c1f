package dev.attune.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attune.wire.json.WireJson;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** The exact text of every answer: order of keys, and nulls only where the wire has them. */
final class AnswerShapeTest {

  @Test
  void filesLeaveOutWhatTheyHaveNot() {
    assertWritten(
        Answers.FILE,
        "{'id':'file-1','object':'file','bytes':120,'created_at':1700000000,"
            + "'filename':'a.jsonl','purpose':'fine-tune','status':'processed'}");
    assertWritten(
        Answers.EXPIRING_FILE,
        "{'id':'file-2','object':'file','bytes':1,'created_at':1700000000,"
            + "'expires_at':1700003600,'filename':'b.bin','purpose':'user_data',"
            + "'status':'error','status_details':'line 3 is not JSON'}");
    assertWritten(Answers.FILE_DELETED, "{'id':'file-1','object':'file','deleted':true}");
    assertThat(WireJson.text(Answers.FILES))
        .startsWith("{\"object\":\"list\",\"data\":[{")
        .endsWith("],\"first_id\":\"file-1\",\"last_id\":\"file-2\",\"has_more\":true}");
    assertWritten(
        Answers.NO_FILES,
        "{'object':'list','data':[],'first_id':'','last_id':'','has_more':false}");
  }

  @Test
  void anUploadHasAFileOnceItIsCompleted() {
    String upload =
        "{'id':'upload_%s','object':'upload','bytes':120,'created_at':1700000000,"
            + "'filename':'a.jsonl','purpose':'fine-tune','status':'%s','expires_at':1700003600";
    assertWritten(Answers.PENDING_UPLOAD, upload.formatted("1", "pending") + "}");
    assertWritten(
        Answers.COMPLETED_UPLOAD,
        upload.formatted("2", "completed")
            + ",'file':{'id':'file-1','object':'file','bytes':120,'created_at':1700000000,"
            + "'filename':'a.jsonl','purpose':'fine-tune','status':'processed'}}");
    assertWritten(
        Answers.PART,
        "{'id':'part_1','object':'upload.part','created_at':1700000000,'upload_id':'upload_1'}");
  }

  @Test
  void modelsHaveNoPages() {
    assertWritten(
        Answers.MODELS,
        "{'object':'list','data':[{'id':'starter','object':'model','created':1700000000,"
            + "'owned_by':'system'}]}");
    assertWritten(Answers.MODEL_DELETED, "{'id':'starter','object':'model','deleted':true}");
  }

  @Test
  void aFreshJobIsAllNullsAndAuto() {
    assertWritten(
        Answers.FRESH_JOB,
        "{'object':'fine_tuning.job','id':'ftjob-3','model':'starter','created_at':1700000000,"
            + "'finished_at':null,'estimated_finish':null,'fine_tuned_model':null,"
            + "'organization_id':'org-1','result_files':[],'status':'validating_files',"
            + "'validation_file':null,'training_file':'file-1','hyperparameters':"
            + "{'n_epochs':'auto','batch_size':'auto','learning_rate_multiplier':'auto'},"
            + "'trained_tokens':null,'error':null,'seed':42,'integrations':[],'method':"
            + "{'type':'supervised','supervised':{'hyperparameters':{'n_epochs':'auto',"
            + "'batch_size':'auto','learning_rate_multiplier':'auto'}}},'metadata':null,"
            + "'attune':{}}");
  }

  @Test
  void aFinishedJobSaysWhatBecameOfIt() {
    assertWritten(
        Answers.DONE_JOB,
        "{'object':'fine_tuning.job','id':'ftjob-1','model':'starter','created_at':1700000000,"
            + "'finished_at':1700000100,'estimated_finish':null,"
            + "'fine_tuned_model':'ft:starter:acme:x:abcdefgh','organization_id':'org-1',"
            + "'result_files':['file-9'],'status':'succeeded','validation_file':'file-2',"
            + "'training_file':'file-1','hyperparameters':{'n_epochs':4,'batch_size':1,"
            + "'learning_rate_multiplier':1.8},'trained_tokens':5768,'error':null,'seed':42,"
            + "'integrations':[{'type':'wandb','wandb':{'project':'p','entity':null,"
            + "'tags':['a'],'run_id':'ftjob-1'}}],'method':{'type':'supervised','supervised':"
            + "{'hyperparameters':{'n_epochs':4,'batch_size':1,'learning_rate_multiplier':1.8}}},"
            + "'metadata':{'key':'value'},'attune':{'tuning':'lora','rank':16,'alpha':32.0,"
            + "'dropout':0.0,'target_modules':['q_proj'],'use_rslora':false,'learning_rate':1.0E-4,"
            + "'schedule':'linear','warmup_ratio':0.03,'max_sequence_length':512,'packing':true,"
            + "'device':'cpu','base_sha256':'0a1b','memory_bytes':3000,'asked':{'method':{'type':'supervised',"
            + "'supervised':{'hyperparameters':{'n_epochs':4,'batch_size':'auto',"
            + "'learning_rate_multiplier':'auto'}}},'attune':{}}}}");
  }

  @Test
  void onlyASupervisedJobRepeatsItsNumbersAtTheTop() {
    assertThat(WireJson.text(Answers.FAILED_DPO_JOB))
        .contains("\"hyperparameters\":{},\"trained_tokens\":null")
        .contains(
            "\"error\":{\"code\":\"invalid_n_examples\",\"message\":\"Training file has 3"
                + " example(s)\",\"param\":\"training_file\"}")
        .contains(
            "\"method\":{\"type\":\"dpo\",\"dpo\":{\"hyperparameters\":{\"n_epochs\":4,"
                + "\"batch_size\":1,\"learning_rate_multiplier\":1.8,\"beta\":0.1}}}");
  }

  @Test
  void eventsAndCheckpointsLeaveOutWhatWasNotMeasured() {
    assertWritten(
        Answers.MESSAGE,
        "{'object':'fine_tuning.job.event','id':'ftevent-1','created_at':1700000000,"
            + "'level':'info','message':'Fine-tuning job started','data':{},'type':'message'}");
    assertWritten(
        Answers.METRICS,
        "{'object':'fine_tuning.job.event','id':'ftevent-2','created_at':1700000001,"
            + "'level':'info','message':'Step 1/2: training loss=0.50','data':{'step':1,"
            + "'total_steps':2,'train_loss':0.5,'train_mean_token_accuracy':0.9,"
            + "'valid_loss':0.6,'valid_mean_token_accuracy':0.8,'attune':"
            + "{'learning_rate':1.0E-4,'grad_norm':0.7,'tokens_per_second':900.0,'memory_bytes':3000000}},"
            + "'type':'metrics'}");
    assertWritten(
        Answers.CHECKPOINT,
        "{'object':'fine_tuning.job.checkpoint','id':'ftckpt_1','created_at':1700000000,"
            + "'fine_tuned_model_checkpoint':'ft:starter:acme:x:abcdefgi:ckpt-step-88',"
            + "'fine_tuning_job_id':'ftjob-1','metrics':{'step':88,'train_loss':0.478,"
            + "'train_mean_token_accuracy':0.924,'valid_loss':10.112,"
            + "'valid_mean_token_accuracy':0.145,'full_valid_loss':0.567,"
            + "'full_valid_mean_token_accuracy':0.944},'step_number':88}");
    assertWritten(
        Answers.NO_CHECKPOINTS,
        "{'object':'list','data':[],'first_id':null,'last_id':null,'has_more':false}");
  }

  @Test
  void aCompletionHasEveryKeyThatClientsReadWithoutAsking() {
    assertThat(WireJson.text(Answers.COMPLETION))
        .startsWith(
            "{\"id\":\"chatcmpl-1\",\"object\":\"chat.completion\",\"created\":1700000000,"
                + "\"model\":\"starter\",\"choices\":[{\"index\":0,\"message\":{\"role\":"
                + "\"assistant\",\"content\":\"hi\",\"refusal\":null,\"annotations\":[]},"
                + "\"logprobs\":{\"content\":[{\"token\":\"hi\",\"logprob\":-0.1,\"bytes\":"
                + "[104,105],\"top_logprobs\":[")
        .contains("{\"token\":\"?\",\"logprob\":-9999.0,\"bytes\":null}]}],\"refusal\":null}")
        .endsWith(
            "\"logprobs\":null,\"finish_reason\":\"length\"}],\"usage\":{\"prompt_tokens\":9,"
                + "\"completion_tokens\":4,\"total_tokens\":13,\"prompt_tokens_details\":"
                + "{\"cached_tokens\":0,\"audio_tokens\":0},\"completion_tokens_details\":"
                + "{\"reasoning_tokens\":0,\"audio_tokens\":0,\"accepted_prediction_tokens\":0,"
                + "\"rejected_prediction_tokens\":0}},\"service_tier\":\"default\","
                + "\"system_fingerprint\":\"fp_1\"}");
  }

  @Test
  void aChunkSaysUsageOnlyWhereItWasAskedFor() {
    assertWritten(
        Answers.FIRST_CHUNK,
        "{'id':'chatcmpl-1','object':'chat.completion.chunk','created':1700000000,"
            + "'model':'starter','service_tier':'default','choices':[{'index':0,'delta':"
            + "{'role':'assistant','content':''},'logprobs':null,'finish_reason':null}],"
            + "'obfuscation':'r4N7vQ2m'}");
    assertThat(WireJson.text(Answers.NEXT_CHUNK))
        .endsWith("\"finish_reason\":null}],\"usage\":null}");
    assertThat(WireJson.text(Answers.LAST_CHUNK))
        .contains("\"delta\":{},\"logprobs\":null,\"finish_reason\":\"stop\"}],\"usage\":null}");
    assertThat(WireJson.text(Answers.USAGE_CHUNK))
        .contains("\"choices\":[],\"usage\":{\"prompt_tokens\":9,");
  }

  @Test
  void noChunkEverHasAnErrorKey() {
    for (Object chunk :
        List.of(Answers.FIRST_CHUNK, Answers.NEXT_CHUNK, Answers.LAST_CHUNK, Answers.USAGE_CHUNK)) {
      assertThat(WireJson.text(chunk)).doesNotContain("\"error\"");
    }
  }

  @Test
  void anErrorHasAllFourKeys() {
    assertThat(WireJson.text(Answers.ERROR))
        .startsWith("{\"error\":{\"message\":\"You didn't provide an API key. ")
        .endsWith("\",\"type\":\"invalid_request_error\",\"param\":null,\"code\":null}}");
  }

  @Test
  void aMapperOfAnotherMakingWritesTheSame() {
    JsonMapper other = JsonMapper.builder().build();

    for (Object answer :
        List.of(
            Answers.FILES,
            Answers.MODELS,
            Answers.JOBS,
            Answers.EVENTS,
            Answers.CHECKPOINTS,
            Answers.COMPLETION,
            Answers.NEXT_CHUNK,
            Answers.ERROR)) {
      assertThat(other.writeValueAsString(answer)).isEqualTo(WireJson.text(answer));
    }
  }

  private static void assertWritten(Object answer, String expected) {
    assertThat(WireJson.text(answer)).isEqualTo(expected.replace('\'', '"'));
  }
}
