Promise.reject(new Uint8Array(3));
for (;;);
