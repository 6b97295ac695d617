import { enableMapSet, enablePatches, produce, produceWithPatches } from "immer";
enableMapSet();
enablePatches();
const base = { rooms: [{ name: "a", members: new Set(["anna"]) }], count: 1 };
export default () => {
  const next = produce(base, (draft) => { draft.rooms[0].members.add("ben"); draft.count++; });
  const [, patches] = produceWithPatches({ list: [1, 2] }, (draft) => { draft.list.push(3); });
  return [[...next.rooms[0].members], base.rooms[0].members.size, next.count, Object.isFrozen(next), patches];
};
