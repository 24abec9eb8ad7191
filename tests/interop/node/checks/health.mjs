import { answer, deadlineIn, Messages, refusal, Status } from "../lib/connection.mjs";
import { expect, expectEqual } from "../lib/report.mjs";

export default {
  async health_check({ connection }) {
    const { status } = await answer(connection.health, "Check", { service: "" });
    expectEqual(status, "SERVING", "status of the server");
  },

  async health_check_per_model({ connection }) {
    const { models } = await answer(connection.admin, "ListModels", {});
    const { name, version } = models.find((model) => model.state === "STATE_ACTIVE");
    const { status } = await answer(connection.health, "Check", { service: `classifier.model.${name}` });
    expectEqual(status, "SERVING", `status of ${name}@${version}`);
  },

  async health_check_unknown({ connection }) {
    await refusal(connection.health, "Check", { service: "no.such.Service" }, Status.NOT_FOUND);
  },

  async health_watch({ connection }) {
    const replies = new Messages(connection.health.Watch({ service: "" }, deadlineIn(20_000)));
    const [first] = await replies.count(1);
    expectEqual(first.status, "SERVING", "first status");
    replies.stream.cancel();
    await replies.end(Status.CANCELLED);
  },

  async health_watch_unknown({ connection }) {
    const replies = new Messages(connection.health.Watch({ service: "no.such.Service" }, deadlineIn(20_000)));
    const [first] = await replies.count(1);
    expectEqual(first.status, "SERVICE_UNKNOWN", "first status");
    replies.stream.cancel();
    await replies.end(Status.CANCELLED);
  },

  async reflection({ connection }) {
    const client = connection.service("grpc.reflection.v1alpha.ServerReflection");
    const stream = client.ServerReflectionInfo(deadlineIn(20_000));
    const replies = new Messages(stream);
    stream.write({ list_services: "" });
    const [list] = await replies.count(1);
    const names = list.list_services_response.service.map((service) => service.name);
    for (const name of ["classifier.v1.ClassifierService", "classifier.v1.AdminService", "inference.GRPCInferenceService", "grpc.health.v1.Health"]) {
      expect(names.includes(name), `${name} is not among ${names}`);
    }
    stream.write({ file_containing_symbol: "classifier.v1.ClassifierService" });
    const [, file] = await replies.count(2);
    const files = file.file_descriptor_response?.file_descriptor_proto ?? [];
    expect(files.some((bytes) => Buffer.from(bytes).includes("ClassifyStream")), "the file of the service names no ClassifyStream");
    stream.write({ file_containing_symbol: "no.such.Symbol" });
    const [, , missing] = await replies.count(3);
    expectEqual(missing.error_response?.error_code, Status.NOT_FOUND, "code for an unknown symbol");
    stream.end();
    await replies.end(Status.OK);
  },
};
