import * as Y from "yjs";
export default () => {
  const [anna, ben] = [new Y.Doc(), new Y.Doc()];
  anna.clientID = 1;
  ben.clientID = 2;
  anna.getText("page").insert(0, "hello");
  Y.applyUpdate(ben, Y.encodeStateAsUpdate(anna));
  ben.getText("page").insert(5, " world");
  ben.getMap("set").set("a", [1, "b", new Uint8Array([3])]);
  Y.applyUpdate(anna, Y.encodeStateAsUpdate(ben, Y.encodeStateVector(anna)));
  return [anna.getText("page").toString(), anna.getMap("set").toJSON(), [...Y.encodeStateVector(anna)]];
};
