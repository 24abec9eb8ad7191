// Raw tensors of the KServe protocol: little-endian, row-major.

import { Failure } from "./report.mjs";

const writers = {
  INT32: [4, (buffer, value, offset) => buffer.writeInt32LE(value, offset)],
  INT64: [8, (buffer, value, offset) => buffer.writeBigInt64LE(BigInt(value), offset)],
};

export function rawIntegers(datatype, values) {
  if (!writers[datatype]) throw new Failure(`an input wants ${datatype}`);
  const [width, write] = writers[datatype];
  const buffer = Buffer.alloc(values.length * width);
  values.forEach((value, index) => write(buffer, value, index * width));
  return buffer;
}

/** The inputs that a model's metadata asks for, filled with rows of token ids of equal length; a mask is all ones. */
export function inputsFor(modelMetadata, rows) {
  const shape = [rows.length, rows[0].length];
  const tensors = modelMetadata.inputs.map(({ name, datatype }) => ({ name, datatype, shape }));
  const raw = tensors.map(({ name, datatype }) => rawIntegers(datatype, rows.flat().map((id) => (name.includes("mask") ? 1 : id))));
  return { inputs: tensors, raw_input_contents: raw };
}

/** Floats of the first output, row by row. */
export function outputRows(reply) {
  const [output] = reply.outputs;
  if (output.datatype !== "FP32") throw new Failure(`output ${output.name} is ${output.datatype}`);
  const bytes = reply.raw_output_contents[0];
  const values = bytes
    ? Array.from({ length: bytes.length / 4 }, (_, i) => Buffer.from(bytes).readFloatLE(i * 4))
    : output.contents.fp32_contents;
  const count = output.shape.reduce((product, size) => product * size, 1);
  if (values.length !== count) throw new Failure(`${values.length} values in an output of shape [${output.shape}]`);
  const width = count / output.shape[0];
  return Array.from({ length: output.shape[0] }, (_, row) => values.slice(row * width, (row + 1) * width));
}
