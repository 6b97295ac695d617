Promise.reject("x".repeat(1 << 20));
const held = []; for (;;) held.push("a", {});
