// Brings a page's charts to life: each is an option of Apache ECharts as JSON behind its place, without any function.
(function () {
  'use strict';
  var root = document.documentElement;
  var places = [];
  var charts = [];

  // Colours are names of CSS properties, so that the page's style is the one place that knows them.
  function colour(name) {
    return name.charAt(0) === '@' ? getComputedStyle(root).getPropertyValue('--' + name.slice(1)).trim() : name;
  }

  function painted(node, key) {
    if (typeof node === 'string') return /color$/i.test(key) ? colour(node) : node;
    if (Array.isArray(node)) return node.map(function (item) { return painted(item, key); });
    if (node && typeof node === 'object') {
      var copy = {};
      Object.keys(node).forEach(function (name) { copy[name] = painted(node[name], name); });
      return copy;
    }
    return node;
  }

  function number(value, digits) {
    if (typeof value !== 'number') return value === null || value === undefined ? 'none' : String(value);
    return String(Number(value.toPrecision(digits || 5))).replace(/-/g, '\u2212').replace('e+', 'e');
  }

  // What a place on an axis stands for: axes may be logarithms, or begin at a base and count in units.
  function meant(axis, place) {
    var scale = axis && axis.scaleOf || {};
    if (typeof place !== 'number') return place === null || place === undefined ? 'none' : String(place);
    if (scale.names) return scale.names[Math.round(place)];
    if (scale.log) return number(Math.pow(10, place));
    return scale.unit ? number(scale.base + place * scale.unit, scale.digits) : number(place);
  }

  function label(scale) {
    return function (place) {
      if (scale.names) return Math.abs(place - Math.round(place)) < 1e-9 && scale.names[Math.round(place)] || '';
      if (scale.absent !== undefined && place < scale.first - 1e-12) {
        return place <= scale.absent + 1e-12 ? 'not set' : '';
      }
      return scale.log ? number(Math.pow(10, place), 2) : number(place, 12);
    };
  }

  // Braces would begin a style in ECharts' own texts.
  function plain(text) {
    return String(text).replace(/\{/g, '{\u200b');
  }

  function told(option, chart) {
    function one(item) {
      var value = item.value;
      var last = Array.isArray(value) ? value[value.length - 1] : item.data && item.data.told;
      if (item.data && item.data.told) return plain(item.data.told);
      if (option.toldWhole) return plain(last);
      return plain((typeof last === 'string' ? last : item.seriesName) + '\n'
        + (option.xAxis.name || 'x') + ': ' + meant(option.xAxis, value[0]) + '\n'
        + (option.yAxis.told || 'y') + ': ' + meant(option.yAxis, value[1]));
    }
    return function (items) {
      if (!Array.isArray(items)) return one(items);
      if (!items.length) return '';
      var shown = items;
      if (items.length > 8) {
        var nearest = items.reduce(function (best, item) {
          var y = chart().convertToPixel({ seriesIndex: item.seriesIndex }, item.value)[1];
          var far = Math.abs(y - chart().pointerY);
          return best && best.far <= far ? best : { far: far, item: item };
        }, null);
        shown = [nearest.item];
      }
      return plain((option.xAxis.name || 'x') + ': ' + meant(option.xAxis, items[0].value[0])) + '\n'
        + shown.map(function (item) {
          return item.marker + plain((option.series[item.seriesIndex].toldAs || item.seriesName) + ': '
            + meant(option.yAxis, item.value[1]));
        }).join('\n');
    };
  }

  // The shapes that ECharts has no series for; each takes its colour and its corners from the data.
  var shapes = {
    // [x, low, high]: one area over all data, cut where a number is missing
    band: function (params, api) {
      if (params.dataIndexInside !== 0) return null;
      var areas = [], up = [], down = [];
      function end() {
        if (up.length > 1) {
          areas.push({ type: 'polygon', shape: { points: up.concat(down.reverse()) },
            style: { fill: api.visual('color'), opacity: 0.18 } });
        }
        up = [];
        down = [];
      }
      for (var i = 0; i < params.dataInsideLength; i++) {
        var low = api.value(1, i), high = api.value(2, i);
        if (isNaN(low) || isNaN(high)) { end(); continue; }
        up.push(api.coord([api.value(0, i), high]));
        down.push(api.coord([api.value(0, i), low]));
      }
      end();
      return { type: 'group', silent: true, children: areas };
    },
    // [x0, x1, y0, y1, tone]
    cell: function (params, api) {
      var from = api.coord([api.value(0), api.value(3)]), to = api.coord([api.value(1), api.value(2)]);
      return rectangle(params, from[0], from[1], to[0] - from[0], to[1] - from[1],
        { fill: colour('@t' + api.value(4)), stroke: colour('@t' + api.value(4)), lineWidth: 1 });
    },
    // [column, row, tone, text]
    square: function (params, api) {
      var at = api.coord([api.value(0), api.value(1)]), size = api.size([1, 1]);
      var tone = api.value(2);
      var text = (params.texts || [])[params.dataIndex] || '';
      return { type: 'group', children: [
        rectangle(params, at[0] - size[0] / 2, at[1] - size[1] / 2, size[0] - 1, size[1] - 1,
          { fill: colour('@t' + tone) }),
        { type: 'text', silent: true, style: { text: size[0] > 18 && size[1] > 10 ? text : '', x: at[0], y: at[1],
          align: 'center', verticalAlign: 'middle', fontSize: 11, fill: colour(tone > 3 ? '@t-ink' : '@ink') } }
      ] };
    },
    // [from, to, row]
    span: function (params, api) {
      var from = api.coord([api.value(0), api.value(2)]), to = api.coord([api.value(1), api.value(2)]);
      var high = Math.max(1, api.size([0, 1])[1] * 0.8);
      return rectangle(params, from[0], from[1] - high / 2, Math.max(1, to[0] - from[0]), high,
        { fill: api.visual('color'), decal: api.visual('decal') });
    },
    // [low, middle, high, row]
    interval: function (params, api) {
      var low = api.coord([api.value(0), api.value(3)]), high = api.coord([api.value(2), api.value(3)]);
      var middle = api.coord([api.value(1), api.value(3)]);
      var fill = api.visual('color');
      function line(x1, y1, x2, y2) {
        return { type: 'line', shape: { x1: x1, y1: y1, x2: x2, y2: y2 }, style: { stroke: fill, lineWidth: 2 } };
      }
      var children = [{ type: 'rect', shape: { x: middle[0] - 5, y: middle[1] - 5, width: 10, height: 10 },
        style: { fill: fill } }];
      if (!isNaN(low[0]) && !isNaN(high[0])) {
        children.push(line(low[0], low[1], high[0], high[1]), line(low[0], low[1] - 5, low[0], low[1] + 5),
          line(high[0], high[1] - 5, high[0], high[1] + 5));
      }
      return { type: 'group', children: children };
    }
  };

  function rectangle(params, x, y, width, height, style) {
    var shape = window.echarts.graphic.clipRectByRect(
      { x: x, y: y, width: width, height: height }, params.coordSys);
    return shape && { type: 'rect', shape: shape, style: style };
  }

  function theme() {
    var ink = colour('@ink'), soft = colour('@soft'), rule = colour('@rule');
    var axis = {
      axisLine: { lineStyle: { color: soft } }, axisTick: { lineStyle: { color: soft } },
      axisLabel: { color: soft }, splitLine: { lineStyle: { color: rule } }, nameTextStyle: { color: ink }
    };
    return { backgroundColor: 'transparent', textStyle: { color: ink, fontFamily: 'system-ui, sans-serif' },
      valueAxis: axis, categoryAxis: axis,
      parallel: {}, markLine: { label: { color: ink } } };
  }

  function alive(place, printed) {
    var option = painted(JSON.parse(place.nextElementSibling.textContent), '');
    var chart = window.echarts.init(place, theme(), { renderer: root.getAttribute('data-renderer') || 'svg' });
    option.animation = false;
    ['xAxis', 'yAxis'].forEach(function (name) {
      var axis = option[name];
      if (axis && axis.type === 'value') axis.axisLabel.formatter = label(axis.scaleOf || {});
    });
    (option.parallelAxis || []).forEach(function (axis) {
      axis.axisLabel.formatter = label(axis.scaleOf || {});
    });
    option.series.forEach(function (series) {
      if (series.type === 'custom') {
        var shape = shapes[series.renderItem], texts = series.texts;
        series.renderItem = function (params, api) { params.texts = texts; return shape(params, api); };
      }
    });
    if (option.tooltip) {
      option.tooltip.formatter = told(option, function () { return chart; });
      option.tooltip.backgroundColor = colour('@paper');
      option.tooltip.borderColor = colour('@soft');
      option.tooltip.textStyle = { color: colour('@ink'), fontSize: 12, lineHeight: 17 };
    }
    if (option.toolbox && printed) option.toolbox.show = false;
    chart.setOption(option);
    chart.getZr().on('mousemove', function (event) { chart.pointerY = event.offsetY; });
    keys(place).forEach(function (key) {
      if (key.getAttribute('aria-pressed') === 'false') toggle(chart, key);
    });
    return chart;
  }

  function keys(place) {
    return Array.prototype.slice.call(place.closest('figure').querySelectorAll('button.key'));
  }

  function toggle(chart, key) {
    chart.dispatchAction({
      type: key.getAttribute('aria-pressed') === 'false' ? 'legendUnSelect' : 'legendSelect',
      name: key.getAttribute('data-name')
    });
  }

  // What is wider than its place is reached by keys too.
  function reach(place) {
    var scroll = place.parentElement;
    if (scroll.scrollWidth <= scroll.clientWidth) {
      ['tabindex', 'role', 'aria-label'].forEach(function (name) { scroll.removeAttribute(name); });
      return;
    }
    scroll.setAttribute('tabindex', '0');
    scroll.setAttribute('role', 'region');
    scroll.setAttribute('aria-label', 'Chart: ' + place.getAttribute('aria-label'));
  }

  function draw(printed) {
    places.forEach(function (place, i) {
      if (charts[i]) charts[i].dispose();
      charts[i] = place.offsetWidth ? alive(place, printed) : null;
      reach(place);
    });
  }

  function fit() {
    places.forEach(fitOne);
  }

  function fitOne(place, i) {
    if (!place.offsetWidth) return;
    if (!charts[i]) charts[i] = alive(place, false);
    else if (charts[i].getWidth() !== place.clientWidth) charts[i].resize();
    reach(place);
  }

  // What is in the window is drawn at once, the rest one by one behind it: a page of many charts can be read before the last is drawn.
  var turn = 0;
  function fitInTurn() {
    var mine = ++turn;
    var later = [];
    places.forEach(function (place, i) {
      var box = place.getBoundingClientRect();
      if (box.top < window.innerHeight && box.bottom > 0) fitOne(place, i);
      else later.push(i);
    });
    (function next() {
      if (turn !== mine || !later.length) return;
      var i = later.shift();
      window.setTimeout(function () {
        if (turn !== mine) return;
        fitOne(places[i], i);
        next();
      }, 0);
    })();
  }

  // Called again when parts of the page have been replaced: charts that are still there stay.
  function find() {
    var before = places, drawn = charts;
    places = Array.prototype.slice.call(document.querySelectorAll('.chart'));
    charts = places.map(function (place) {
      var i = before.indexOf(place);
      return i < 0 ? null : drawn[i];
    });
    drawn.forEach(function (chart) { if (chart && charts.indexOf(chart) < 0) chart.dispose(); });
    places.forEach(function (place) {
      if (before.indexOf(place) >= 0) return;
      place.style.height = place.getAttribute('data-height') + 'px';
      place.style.minWidth = place.getAttribute('data-width') + 'px';
      keys(place).forEach(function (key) {
        key.disabled = false;
        key.addEventListener('click', function () {
          key.setAttribute('aria-pressed', key.getAttribute('aria-pressed') === 'false' ? 'true' : 'false');
          var chart = charts[places.indexOf(place)];
          if (chart) toggle(chart, key);
        });
      });
    });
  }

  var closed = [];
  function print() {
    if (root.classList.contains('printed')) return;
    root.classList.add('printed');
    closed = Array.prototype.slice.call(document.querySelectorAll('details:not([open]):not(.long)'));
    closed.forEach(function (details) { details.open = true; });
    draw(true);
  }
  function unprint() {
    if (!root.classList.contains('printed')) return;
    root.classList.remove('printed');
    closed.forEach(function (details) { details.open = false; });
    draw(false);
  }

  root.classList.add('alive');
  find();
  draw(false);
  document.addEventListener('replaced', function () { find(); fitInTurn(); });
  var waiting = 0;
  window.addEventListener('resize', function () {
    window.clearTimeout(waiting);
    waiting = window.setTimeout(function () { if (!root.classList.contains('printed')) fit(); }, 60);
  });
  document.addEventListener('toggle', function () { if (!root.classList.contains('printed')) fit(); }, true);
  window.matchMedia('(prefers-color-scheme: dark)').addEventListener('change', function () { draw(false); });
  window.addEventListener('beforeprint', print);
  window.addEventListener('afterprint', unprint);
  window.matchMedia('print').addEventListener('change', function (change) { if (change.matches) print(); else unprint(); });
})();
