// Search, filters and the place in the index. The page is complete without this script.
(() => {
  'use strict';

  const root = document.documentElement;
  const query = document.getElementById('_query');
  const found = document.getElementById('_found');
  const filters = [...document.querySelectorAll('.filter')];
  const entries = new Map([...document.querySelectorAll('[data-of]')].map(entry => [entry.dataset.of, entry]));
  const plain = text => text.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ');
  const ownHeader = part => part.querySelector(':scope > header');
  const titleAndTags = part => [...ownHeader(part).querySelectorAll('.title, .tags, .source')].map(e => e.textContent).join(' ');

  const parts = [...document.querySelectorAll('.feature, .rule')].map(element => ({ element, text: plain(ownHeader(element).textContent) }));
  const scenarios = [...document.querySelectorAll('.scenario')].map(element => {
    const around = [element.closest('.rule'), element.closest('.feature')].filter(Boolean);
    return {
      element,
      around,
      statuses: element.dataset.status.split(' '),
      text: plain([...around.map(titleAndTags), element.textContent].join(' ')),
    };
  });

  function narrow() {
    const words = plain(query.value).trim().split(' ').filter(Boolean);
    const wanted = filters.filter(filter => filter.getAttribute('aria-pressed') === 'true').map(filter => filter.dataset.status);
    const isNarrow = words.length > 0 || wanted.length > 0;
    const kept = new Set();
    let count = 0;
    for (const { element, around, statuses, text } of scenarios) {
      const fits = words.every(word => text.includes(word)) && (wanted.length === 0 || wanted.some(status => statuses.includes(status)));
      element.hidden = !fits;
      if (fits) {
        count++;
        around.forEach(part => kept.add(part));
      }
    }

    // A description that fits is worth reading, even when none of its scenarios fits.
    for (const { element, text } of parts) {
      if (words.length > 0 && wanted.length === 0 && words.every(word => text.includes(word))) {
        kept.add(element);
        kept.add(element.closest('.feature'));
      }
    }

    for (const { element } of parts) {
      element.hidden = isNarrow && !kept.has(element);
      const entry = entries.get(element.id);
      entry.hidden = element.hidden;
      entry.classList.toggle('open', words.length > 0 && !element.hidden);
    }

    for (const extra of document.querySelectorAll('.problems, .background, .coverage, .appendix'))
      extra.hidden = isNarrow;
    found.textContent = isNarrow ? `${count} of ${scenarios.length} scenarios` : '';
    mark(words);
  }

  // Marks what was found without touching the text: a selection of ranges that the style paints.
  function mark(words) {
    if (!CSS.highlights)
      return;
    CSS.highlights.delete('found');
    if (words.length === 0)
      return;
    const ranges = [];
    const walker = document.createTreeWalker(document.getElementById('_content'), NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node && ranges.length < 2000; node = walker.nextNode()) {
      const text = node.data.toLowerCase();
      for (const word of text.length === node.length ? words : []) {
        for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length)) {
          const range = new Range();
          range.setStart(node, at);
          range.setEnd(node, at + word.length);
          ranges.push(range);
        }
      }
    }
    CSS.highlights.set('found', new Highlight(...ranges));
  }

  function widen() {
    query.value = '';
    filters.forEach(filter => filter.setAttribute('aria-pressed', 'false'));
    narrow();
  }

  // A link must lead somewhere, also when the search has hidden its target.
  function arrive() {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (target?.closest('[hidden]')) {
      widen();
      target.scrollIntoView();
    }
  }

  function followReading() {
    const inView = new Set();
    const observer = new IntersectionObserver(changes => {
      for (const { target, isIntersecting } of changes)
        inView[isIntersecting ? 'add' : 'delete'](target);
      for (const { element } of parts) {
        const entry = entries.get(element.id);
        const here = inView.has(element);
        if (here && !entry.classList.contains('here') && element.matches('.feature'))
          entry.scrollIntoView({ block: 'nearest', behavior: 'instant' });
        entry.classList.toggle('here', here);
      }
    }, { rootMargin: '-15% 0px -80% 0px' });
    parts.forEach(({ element }) => observer.observe(element));
  }

  root.classList.add('live');
  if (matchMedia('(max-width: 52rem)').matches)
    document.querySelector('.index').open = false;
  query.addEventListener('input', narrow);
  for (const filter of filters) {
    filter.addEventListener('click', () => {
      filter.setAttribute('aria-pressed', String(filter.getAttribute('aria-pressed') !== 'true'));
      narrow();
    });
  }

  document.addEventListener('keydown', event => {
    const isTyping = event.target.matches('input, textarea, select, [contenteditable]');
    if (event.key === '/' && !isTyping && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      query.focus();
      query.select();
    } else if (event.key === 'Escape' && (query.value || event.target === query)) {
      widen();
      query.blur();
    }
  });
  addEventListener('hashchange', arrive);
  addEventListener('beforeprint', () => document.querySelectorAll('details').forEach(details => { details.open = true; }));
  followReading();
})();
