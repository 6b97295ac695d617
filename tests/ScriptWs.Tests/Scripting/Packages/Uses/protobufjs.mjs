import protobuf from "protobufjs/minimal.js";
export default () => {
  const bytes = protobuf.Writer.create().uint32(8).int32(-5).uint32(18).string("ü€").finish(), reader = protobuf.Reader.create(bytes);
  return [[...bytes], reader.uint32(), reader.int32(), reader.uint32(), reader.string()];
};
