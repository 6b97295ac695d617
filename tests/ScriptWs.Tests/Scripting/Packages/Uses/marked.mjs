import { marked } from "marked";
export default () => marked.parse("# Hello *you*\n\n- a `b`\n- [c](https://example.com)\n\n| x | y |\n|---|---|\n| 1 | 2 |\n\n```js\n1 < 2\n```\n");
