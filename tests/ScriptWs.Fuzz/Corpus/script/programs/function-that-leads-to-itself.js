attempt(() => { const args = []; const again = Reflect.apply.bind(null, Reflect.apply, null, args); args.push(again, null, []); show(again()); });
attempt(() => { const self = {}; self.toString = String.prototype.trim; show(`${self}`); });
attempt(() => { const self = { toJSON: JSON.stringify }; show(JSON.stringify(self)); });
