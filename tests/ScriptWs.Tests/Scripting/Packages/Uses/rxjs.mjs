import { from, interval, lastValueFrom, of, Subject } from "rxjs";
import { concatMap, filter, map, scan, take, toArray } from "rxjs/operators";
export default async () => {
  const said = new Subject(), seen = [];
  said.pipe(filter((text) => text !== ""), scan((all, text) => all + text, "")).subscribe((text) => seen.push(text));
  for (const text of ["a", "", "b"]) said.next(text);
  return [seen, await lastValueFrom(from([1, 2, 3]).pipe(map((n) => n * n), concatMap((n) => of(n, -n)), toArray())), await lastValueFrom(interval(1).pipe(take(2), toArray()))];
};
