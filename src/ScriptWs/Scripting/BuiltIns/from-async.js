// Array.fromAsync (ECMA-262 §23.1.2.2) in JavaScript, so that each of its steps counts against the budgets of the turn.
(function (native) {
  const { asyncIterator, iterator } = native;

  return async function (items, map, receiver, target) {
    if (map !== undefined && typeof map !== "function") native.refuseMap();

    let count = 0;
    if (items[asyncIterator] != null || items[iterator] != null) {
      const result = target === undefined ? [] : new target();
      for await (const item of items) {
        let value = item;
        if (map !== undefined) value = await native.call(map, receiver, item, count);
        native.put(result, count, value);
        count++;
      }
      result.length = count;
      return result;
    }

    const length = native.lengthOf(items);
    const result = target === undefined ? native.arrayOf(length) : new target(length);
    for (; count < length; count++) {
      let value = await items[count];
      if (map !== undefined) value = await native.call(map, receiver, value, count);
      native.put(result, count, value);
    }
    result.length = length;
    return result;
  };
})
