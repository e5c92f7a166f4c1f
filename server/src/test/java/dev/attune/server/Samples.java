package dev.attune.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attune.server.FormSample.Part;
import dev.attune.server.Sample.Asked;
import dev.attune.server.Sample.Kind;
import dev.attune.server.hub.FakeHub;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A body with every field for each route that takes one. */
final class Samples {
  private static final String SUPERVISED =
      """
      {'model':'base','training_file':'FILE','validation_file':'FILE','suffix':'x','seed':42,
       'hyperparameters':{'n_epochs':3,'batch_size':1,'learning_rate_multiplier':0.5},
       'method':{'type':'supervised','supervised':{'hyperparameters':
         {'n_epochs':3,'batch_size':8,'learning_rate_multiplier':0.5}}},
       'integrations':[],'metadata':{'k':'v'},
       'attune':{'tuning':'lora','rank':2,'alpha':32.5,'dropout':0.1,'target_modules':['q_proj'],
         'use_rslora':true,'learning_rate':0.001,'schedule':'linear','warmup_ratio':0.1,
         'max_sequence_length':64,'packing':true,'device':'cpu'}}
      """;
  private static final String PREFERENCES =
      """
      {'model':'base','training_file':'FILE','method':{'type':'dpo','dpo':{'hyperparameters':
        {'n_epochs':3,'batch_size':8,'learning_rate_multiplier':0.5,'beta':0.1}}}}
      """;
  private static final String REINFORCEMENT =
      """
      {'model':'base','training_file':'FILE','method':{'type':'reinforcement','reinforcement':
        {'grader':{'type':'multi','name':'m','calculate_output':'0.5*a',
           'graders':{'a':{'type':'string_check','name':'a','operation':'eq',
             'input':'{{sample.output_text}}','reference':'{{item.answer}}'}}},
         'response_format':{'type':'json_schema','json_schema':{'name':'s','schema':{}}},
         'hyperparameters':{'n_epochs':3,'batch_size':8,'learning_rate_multiplier':0.5,
           'reasoning_effort':'low','compute_multiplier':0.5,'eval_interval':5,
           'eval_samples':5}}}}
      """;
  private static final String INTEGRATIONS =
      """
      {'model':'base','training_file':'FILE','integrations':[{'type':'wandb',
        'wandb':{'project':'p','name':'n','entity':'e','tags':['a']}}]}
      """;
  private static final String CHAT =
      """
      {'model':'base','messages':[
         {'role':'user','content':'1','name':'n'},
         {'role':'system','content':'s','name':'n'},
         {'role':'developer','content':[{'type':'text','text':'t'}]},
         {'role':'user','content':[{'type':'text','text':'t'}]},
         {'role':'assistant','content':'c','refusal':'r','name':'n','weight':1,
           'tool_calls':[{'id':'1','type':'function','function':{'name':'f','arguments':'{}'}},
             {'id':'2','type':'custom','custom':{'name':'f','input':'i'}}],
           'function_call':{'name':'f','arguments':'{}'}},
         {'role':'tool','content':'c','tool_call_id':'1'},
         {'role':'function','content':'c','name':'f'}],
       'temperature':0.5,'top_p':0.5,'seed':1,'frequency_penalty':0.5,'presence_penalty':0.5,
       'logit_bias':{'50256':-100},'n':2,'max_tokens':9,'max_completion_tokens':9,
       'stop':['a'],'stream':true,
       'stream_options':{'include_usage':true,'include_obfuscation':false},
       'logprobs':true,'top_logprobs':5,'response_format':{'type':'json_object'},
       'tool_choice':'none','parallel_tool_calls':true,'function_call':'none',
       'modalities':['text'],'store':false,'reasoning_effort':'medium','verbosity':'medium',
       'metadata':{'k':'v'},'user':'u','safety_identifier':'s','prompt_cache_key':'k',
       'prompt_cache_options':{},'prompt_cache_retention':'24h','service_tier':'auto'}
      """;
  private static final String CHAT_BEYOND =
      """
      {'model':'base','messages':[{'role':'user','content':'hi'}],
       'tools':[{'type':'function','function':
         {'name':'f','description':'d','parameters':{},'strict':false}}],
       'tool_choice':{'type':'function','function':{'name':'f'}},
       'functions':[{'name':'f','description':'d','parameters':{}}],
       'function_call':{'name':'f'}}
      """;
  private static final String CHAT_PARTS =
      """
      {'model':'base','messages':[{'role':'user','content':[
         {'type':'image_url','image_url':{'url':'u','detail':'low'}},
         {'type':'input_audio','input_audio':{'data':'d','format':'wav'}},
         {'type':'file','file':{'file_id':'f','filename':'n','file_data':'d'}}]}]}
      """;

  private final QuietPlatform platform;
  private final Path folder;
  private final Client client;
  private final Client admin;
  private final String file;
  private final String checkpoint;
  private final String project;
  private final String pending;
  private int made;

  Samples(QuietPlatform platform, Path folder) {
    this.platform = platform;
    this.folder = folder;
    client = platform.newProject("sample");
    admin = platform.admin("sample");
    file = id(client.upload("fine-tune", "{\"messages\":[]}\n"));
    String job =
        id(
            client.post(
                "/v1/fine_tuning/jobs",
                json("{'model':'base','training_file':'FILE'}").replace("FILE", file)));
    checkpoint = "ft:base:sample::" + job.substring(job.length() - 8);
    platform.addTuned("sample", job, checkpoint, folder.resolve("adapter"));
    project = "proj_sample";
    pending = newUpload();
  }

  List<Sample> all() {
    return List.of(
        job(SUPERVISED).alsoTakes("integrations", Kind.OBJECT),
        job(PREFERENCES),
        job(REINFORCEMENT).refused("method.type"),
        job(INTEGRATIONS).refused("integrations"),
        estimate(SUPERVISED),
        estimate(PREFERENCES),
        check(SUPERVISED),
        grader(),
        chat(CHAT),
        chat(CHAT_BEYOND)
            .refused("tools")
            .linked("tools", "tool_choice")
            .linked("functions", "function_call"),
        chat(CHAT_PARTS).refused("messages[0].content[0]"),
        upload(),
        completion(),
        permissions(),
        post(admin, "/v1/organization/projects", "{'name':'a'}").required("name"),
        named(admin, "/v1/organization/projects/{id}", project, "{'name':'a'}").required("name"),
        named(
                admin,
                "/v1/organization/projects/{project}/service_accounts",
                project,
                "{'name':'a'}")
            .required("name"),
        post(admin, "/v1/organization/admin_api_keys", "{'name':'a','expires_in_seconds':9}")
            .required("name"),
        post(client, "/attune/v1/keys", "{'name':'a'}").required("name"),
        webhook(),
        model(),
        pull(),
        named(
                client,
                "/attune/v1/models/{model}/export",
                "base",
                "{'format':'gguf','directory':'%s'}".formatted(folder.resolve("out")))
            .required("format", "directory"));
  }

  List<FormSample> forms() {
    return List.of(
        new FormSample(
            "POST /v1/files",
            List.of(
                Part.text("purpose", "fine-tune"),
                Part.text("expires_after[anchor]", "created_at"),
                Part.text("expires_after[seconds]", "3600"),
                Part.file("file", "{}\n"))),
        new FormSample("POST /v1/uploads/{id}/parts", List.of(Part.file("data", "{}"))));
  }

  Answer send(FormSample sample, Form form) {
    String path = sample.route().replace("POST ", "");
    return send(path.replace("/v1/uploads/{id}", pending), form);
  }

  private Sample job(String body) {
    return jobOf(post(client, "/v1/fine_tuning/jobs", body.replace("FILE", file)));
  }

  private Sample estimate(String body) {
    return jobOf(post(client, "/attune/v1/estimate/fine_tuning/jobs", body.replace("FILE", file)));
  }

  private Sample check(String body) {
    return jobOf(post(client, "/attune/v1/check/fine_tuning/jobs", body.replace("FILE", file)));
  }

  private static Sample jobOf(Sample sample) {
    return sample
        .required(
            "model",
            "training_file",
            "method.type",
            "method.reinforcement",
            "method.reinforcement.grader",
            "method.reinforcement.grader.type",
            "method.reinforcement.grader.calculate_output",
            "method.reinforcement.grader.graders",
            "method.reinforcement.grader.graders.a.type",
            "method.reinforcement.grader.graders.a.operation",
            "method.reinforcement.grader.graders.a.input",
            "method.reinforcement.grader.graders.a.reference",
            "integrations[].type",
            "integrations[].wandb",
            "integrations[].wandb.project")
        .open("metadata.", "method.reinforcement.response_format.");
  }

  private Sample grader() {
    return post(
            client,
            "/v1/fine_tuning/alpha/graders/validate",
            """
            {'grader':{'type':'score_model','name':'g','model':'m','range':[0.5,1.5],
              'input':[{'role':'user','content':'x','type':'message'}],
              'sampling_params':{'seed':1,'top_p':0.5,'temperature':0.5,
                'max_completions_tokens':5,'reasoning_effort':'low'}}}
            """)
        .required(
            "grader",
            "grader.type",
            "grader.name",
            "grader.model",
            "grader.input",
            "grader.input[].role",
            "grader.input[].content")
        .alsoTakes("grader.input[].content", Kind.ARRAY, Kind.OBJECT);
  }

  private Sample chat(String body) {
    return post(client, "/v1/chat/completions", body)
        .required(
            "model",
            "messages",
            "messages[].role",
            "messages[0].content",
            "messages[1].content",
            "messages[2].content",
            "messages[3].content",
            "messages[5].content",
            "messages[].content[].type",
            "messages[].content[].text",
            "messages[].content[].image_url",
            "messages[].content[].image_url.url",
            "messages[].content[].input_audio",
            "messages[].content[].input_audio.data",
            "messages[].content[].input_audio.format",
            "messages[].content[].file",
            "messages[].tool_calls[].id",
            "messages[].tool_calls[].type",
            "messages[].tool_calls[].function",
            "messages[].tool_calls[].function.name",
            "messages[].tool_calls[].function.arguments",
            "messages[].tool_calls[].custom",
            "messages[].tool_calls[].custom.name",
            "messages[].tool_calls[].custom.input",
            "messages[4].function_call.name",
            "messages[4].function_call.arguments",
            "messages[5].tool_call_id",
            "messages[6].name",
            "response_format.type",
            "tools[].type",
            "tools[].function",
            "tools[].function.name",
            "tool_choice.type",
            "tool_choice.function",
            "tool_choice.function.name",
            "functions[].name",
            "function_call.name")
        .alsoTakes("messages[].content", Kind.STRING, Kind.ARRAY)
        .alsoTakes("stop", Kind.STRING)
        .alsoTakes("tool_choice", Kind.STRING)
        .alsoTakes("function_call", Kind.STRING)
        .linked("messages[6].content", "messages[6].content") // null, but not missing
        .linked("max_completion_tokens", "max_tokens")
        .linked("stream", "stream_options")
        .linked("logprobs", "top_logprobs")
        .open("metadata.", "logit_bias.", "prompt_cache_options");
  }

  private Sample upload() {
    return post(
            client,
            "/v1/uploads",
            """
            {'filename':'a.jsonl','purpose':'fine-tune','bytes':2,'mime_type':'text/jsonl',
             'expires_after':{'anchor':'created_at','seconds':3600}}
            """)
        .required(
            "filename",
            "purpose",
            "bytes",
            "mime_type",
            "expires_after.anchor",
            "expires_after.seconds");
  }

  private Sample completion() {
    return Sample.of(
            "POST /v1/uploads/{id}/complete",
            () -> {
              String upload = newUpload();
              String part = id(send(upload + "/parts", dataPart()));
              String md5 = "99914b932bd37a50b983c5e7c90ae93b"; // of "{}"
              String body = "{'part_ids':['%s'],'md5':'%s'}".formatted(part, md5);
              return new Asked(client, upload + "/complete", json(body));
            })
        .required("part_ids");
  }

  private Sample permissions() {
    return named(
            admin,
            "/v1/fine_tuning/checkpoints/{checkpoint}/permissions",
            checkpoint,
            "{'project_ids':['%s']}".formatted(project))
        .required("project_ids");
  }

  private Sample webhook() {
    return Sample.of(
            "POST /attune/v1/webhooks",
            () ->
                new Asked(
                    platform.newProject("sample" + ++made), // one has room for twenty
                    "/attune/v1/webhooks",
                    json("{'url':'https://a.example/','events':['fine_tuning.job.failed']}")))
        .required("url");
  }

  private Sample model() {
    return Sample.of(
            "POST /attune/v1/models",
            () -> {
              Path directory = newModel();
              return new Asked(
                  client,
                  "/attune/v1/models",
                  json("{'directory':'%s','name':'m%d'}".formatted(directory, made)));
            })
        .required("directory");
  }

  private Sample pull() {
    return Sample.of(
            "POST /attune/v1/models/pull",
            () ->
                new Asked(
                    client,
                    "/attune/v1/models/pull",
                    json(
                        "{'repository':'%s','revision':'main','name':'p%d'}"
                            .formatted(FakeHub.REPOSITORY, ++made))))
        .required("repository")
        .linked("name", "name"); // the repository's own may be taken
  }

  private Path newModel() {
    try {
      Path directory = Files.createDirectory(folder.resolve("model" + ++made));
      Files.writeString(directory.resolve("config.json"), "{}");
      return directory;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The path of an upload of two bytes. */
  private String newUpload() {
    String body = "{'filename':'f','purpose':'vision','bytes':2,'mime_type':'t'}";
    return "/v1/uploads/" + id(client.post("/v1/uploads", json(body)));
  }

  private Answer send(String path, Form form) {
    return client.send(
        client
            .request(path)
            .header("Content-Type", form.contentType())
            .POST(BodyPublishers.ofByteArray(form.bytes())));
  }

  private static Form dataPart() {
    return new Form().part("Content-Disposition: form-data; name=\"data\"; filename=\"f\"", "{}");
  }

  private static Sample post(Client client, String path, String body) {
    return Sample.of("POST " + path, () -> new Asked(client, path, json(body)));
  }

  private static Sample named(Client client, String route, String id, String body) {
    String path = route.replaceFirst("\\{[a-z]+}", id);
    return Sample.of("POST " + route, () -> new Asked(client, path, json(body)));
  }

  private static String json(String body) {
    return body.replace('\'', '"');
  }

  private static String id(Answer answer) {
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    return answer.json().path("id").stringValue();
  }
}
