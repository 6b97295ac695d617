import { camelCase, chunk, cloneDeep, debounce, groupBy, isEqual, merge, template } from "lodash-es";
export default () => [camelCase("hello big world"), chunk([1, 2, 3, 4, 5], 2), groupBy([1.2, 1.7, 2.1], Math.floor), isEqual(cloneDeep({ a: [1, new Map([[1, 2]])] }), { a: [1, new Map([[1, 2]])] }), merge({ a: { b: 1 } }, { a: { c: 2 } }), typeof debounce(() => { }), typeof template];
