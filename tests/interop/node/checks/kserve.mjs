import { answer, refusal, Status } from "../lib/connection.mjs";
import { expect, expectEqual } from "../lib/report.mjs";
import { inputsFor, outputRows } from "../lib/tensors.mjs";

// Start token, three pieces, end token of the XLM-R vocabulary.
const ids = [0, 100, 200, 300, 2];

async function activeModel({ connection }) {
  const { models } = await answer(connection.admin, "ListModels", {});
  return models.find((model) => model.state === "STATE_ACTIVE" && model.tasks.includes("injection"));
}

async function infer(context, rows) {
  const { name, version } = await activeModel(context);
  const metadata = await answer(context.connection.kserve, "ModelMetadata", { name, version });
  const request = { model_name: name, model_version: version, id: "r1", ...inputsFor(metadata, rows) };
  return answer(context.connection.kserve, "ModelInfer", request);
}

export default {
  async kserve_live_and_ready(context) {
    const { kserve } = context.connection;
    const { name, version } = await activeModel(context);
    expectEqual((await answer(kserve, "ServerLive", {})).live, true, "live");
    expectEqual((await answer(kserve, "ServerReady", {})).ready, true, "ready");
    expectEqual((await answer(kserve, "ModelReady", { name, version })).ready, true, "model ready");
    expectEqual((await answer(kserve, "ModelReady", { name })).ready, true, "model ready without a version");
  },

  async kserve_metadata(context) {
    const { name, version } = await activeModel(context);
    const server = await answer(context.connection.kserve, "ServerMetadata", {});
    expect(server.name.length > 0 && server.version.length > 0, `server is "${server.name}" "${server.version}"`);
    const model = await answer(context.connection.kserve, "ModelMetadata", { name });
    expectEqual(model.name, name, "name");
    expect(model.versions.includes(version), `versions are ${model.versions}`);
    expect(model.inputs.length > 0 && model.outputs.length > 0, "no tensors");
    return [...model.inputs, ...model.outputs].map((tensor) => `${tensor.name} ${tensor.datatype}[${tensor.shape}]`).join();
  },

  async kserve_infer_raw(context) {
    const reply = await infer(context, [ids]);
    expectEqual(reply.id, "r1", "id");
    const [row] = outputRows(reply);
    expect(row.length > 0 && row.every(Number.isFinite), `values are ${row}`);
    return row.map((value) => value.toFixed(3)).join();
  },

  async kserve_infer_rows_are_independent(context) {
    const other = [0, 900, 901, 902, 2];
    const [alone] = outputRows(await infer(context, [ids]));
    const [first, second, third] = outputRows(await infer(context, [ids, other, ids]));
    for (const [index, value] of alone.entries()) {
      expect(Math.abs(first[index] - value) < 1e-4, `output ${index}: ${first[index]} in a batch, ${value} alone`);
      expect(Math.abs(third[index] - value) < 1e-4, `output ${index}: ${third[index]} in a batch, ${value} alone`);
    }
    expect(second.some((value, index) => Math.abs(value - alone[index]) > 1e-4), "another row has the same values");
  },

  async kserve_unknown_model({ connection }) {
    await refusal(connection.kserve, "ModelInfer", { model_name: "no-such-model" }, Status.NOT_FOUND);
    await refusal(connection.kserve, "ModelMetadata", { name: "no-such-model" }, Status.NOT_FOUND);
  },

  async kserve_shape_and_bytes_disagree(context) {
    const { name, version } = await activeModel(context);
    const metadata = await answer(context.connection.kserve, "ModelMetadata", { name, version });
    const request = { model_name: name, model_version: version, ...inputsFor(metadata, [ids]) };
    request.raw_input_contents[0] = request.raw_input_contents[0].subarray(1);
    await refusal(context.connection.kserve, "ModelInfer", request, Status.INVALID_ARGUMENT);
  },
};
