import jsonata from "jsonata";
export default async () => [await jsonata("$sum(items.(price * count))").evaluate({ items: [{ price: 2, count: 3 }, { price: 1.5, count: 2 }] }), await jsonata("names[$ != 'ben'] ~> $join(', ')").evaluate({ names: ["anna", "ben", "cleo"] })];
