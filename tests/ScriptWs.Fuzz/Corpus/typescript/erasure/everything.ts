#!/usr/bin/env x
import type { A } from "./a.ts";
import { type B, c, type D } from "./b.ts";
import type from "./t.ts";
import x, { y as z } from "./x.js";
interface Foo<T extends object = {}> extends Bar<T>, Baz { a?: string; readonly [k: string]: unknown; get x(): number; (a: string): void; new <U>(x: U): Foo<U>; m?<K>(this: Foo<any>, ...r: K[]): asserts r is K }
type Fn = (a: number, b?: string) => void | Promise<Map<string, Array<number>>>
type M<T> = { -readonly [K in keyof T as `x${string & K}`]+?: T[K] extends infer U extends string ? U : never }
declare const gl: string, hl: number
declare function foo(x: number): string
declare module "x" { export const y: `a${string}`; }
declare global { interface Window { x: 1 } }
namespace OnlyTypes { export interface A {} type B = 1 }
let v: number = 1 as any as number, w!: string
const fn = <T,>(x: T, y?: number): x is T => !!x
const arrow = async <
  T
>(a: T): Promise<
  T
> => { return a! }
function over(a: string): void
function over(a: number): void
function over(this: Window, a: any, { b = 1, ...c }: { b?: number } = {}): asserts a is string { return a as unknown as void }
abstract class K<T> extends Base.x<string> implements I, J<T> {
  private static readonly x: number = 1
  declare y: string
  [key: string]: any
  ["z"]?: number = 2
  public *gen<U>(): Iterable<U> {}
  abstract foo(): void
  get q(): string { return "" }
  static { const t: string = "" }
  constructor(a: number);
  constructor(a: any) { super(a as T) }
  #p?: number
  async method<T>(x: T): Promise<T> { return await f<T>(x) }
}
const t = a < b > c, u = f<A, B>(1), q = new Map<string, Array<number>>(), inst = f<string>;
const cond = a ? (b) : c => d, cond2 = a ? (b, c) : (d), cond3 = x ? (y): number => 1 : 2
const cast = y as T
(z)
