// @ts-check
/// <reference lib="dom" />

// Lines over the last five minutes, as SVG.

const SHAPES = "http://www.w3.org/2000/svg";
const WIDTH = 300, HEIGHT = 100; // of the drawing; the page stretches it
const SECONDS = 300;

/**
 * @param {string} title
 * @param {{ name: string, of: (sample: any) => number }[]} series one or two
 * @param {(value: number) => string} show
 */
export function chart(title, series, show) {
  const figure = document.createElement("figure");
  const caption = document.createElement("figcaption");
  const name = document.createElement("span"), now = document.createElement("b");
  name.textContent = title;
  caption.append(name, now);
  const svg = shape("svg", { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, preserveAspectRatio: "none", role: "img" });
  svg.append(shape("line", { x1: 0, x2: WIDTH, y1: HEIGHT - 1, y2: HEIGHT - 1 }));
  const lines = series.map((_, index) => shape("path", index === 0 ? {} : { class: "second" }));
  svg.append(...lines);
  figure.append(caption, svg);

  return {
    figure,
    /** @param {any[]} samples */
    draw(samples) {
      const top = Math.max(1e-9, ...samples.flatMap((sample) => series.map((one) => one.of(sample))));
      series.forEach((one, index) => {
        const points = samples.map((sample, at) => `${at === 0 ? "M" : "L"}${(((SECONDS - samples.length + at) / (SECONDS - 1)) * WIDTH).toFixed(1)} ${(HEIGHT - 2 - (one.of(sample) / top) * (HEIGHT - 6)).toFixed(1)}`);
        lines[index].setAttribute("d", points.join(""));
      });
      const last = samples.at(-1);
      const words = last ? series.map((one) => `${one.name} ${show(one.of(last))}`.trim()) : [];
      now.replaceChildren(...words.map((text, index) => {
        const value = document.createElement(index === 0 ? "span" : "i");
        value.textContent = text;
        return value;
      }));
      svg.setAttribute("aria-label", `${title}: ${words.join(", ")} now, at most ${show(samples.length ? top : 0)} in five minutes`);
    },
  };
}

/** @param {string} kind @param {Record<string, string | number>} attributes */
function shape(kind, attributes) {
  const made = document.createElementNS(SHAPES, kind);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, String(value));
  return made;
}
