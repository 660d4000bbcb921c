// Keeps a page up to date: when the server says that what it shows has changed, those of its parts that have are replaced.
(function () {
  'use strict';
  var base = document.documentElement.getAttribute('data-base');
  var main = document.querySelector('main');
  var state = document.getElementById('state');
  var sources = [];
  var asking = false, again = false;
  var held = ''; // the number of what is shown
  var over = null; // what is said when the server has ended with what it showed

  // Who opened the address that was printed has the token behind its #; it stays in this tab, and out of the address.
  var told = /^#token=([0-9a-f]+)$/.exec(window.location.hash);
  if (told) {
    window.sessionStorage.setItem('token', told[1]);
    window.history.replaceState(null, '', window.location.pathname + window.location.search);
  }
  var token = window.sessionStorage.getItem('token');

  function say(words, lost) {
    if (state.textContent !== words) state.textContent = words; // or it would be read aloud each time
    state.classList.toggle('lost', lost);
  }

  // What the reader has done with a part stays: what is unfolded, switched off, scrolled, and where the keyboard is.
  function listed(part, selector) {
    var own = part.matches(selector) ? [part] : [];
    return own.concat(Array.prototype.slice.call(part.querySelectorAll(selector)));
  }

  // By what a thing is of, never by its place: what appears before it moves it on. Numbers in words grow.
  function key(thing) {
    function of(selector, found) {
      var around = thing.closest(selector);
      return around ? found(around) : '';
    }
    return [
      thing.tagName, thing.className,
      of('[id]', function (e) { return e.id; }),
      of('figure', function (e) { var name = e.querySelector('h3'); return name ? name.textContent : ''; }),
      of('form', function (e) { return e.getAttribute('data-to'); }),
      of('details', function (e) { return e.id || e.querySelector('summary').textContent.replace(/[\d.,]+/g, ''); }),
      thing.getAttribute('href'), thing.getAttribute('data-name')
    ].join('\n');
  }

  function keyed(part, selector) {
    var all = {}, count = {};
    listed(part, selector).forEach(function (thing) {
      var name = key(thing);
      count[name] = (count[name] || 0) + 1;
      all[name + '\n' + count[name]] = thing;
    });
    return all;
  }

  function pairs(from, to, selector) {
    var before = keyed(from, selector), after = keyed(to, selector);
    return Object.keys(before).filter(function (name) { return after[name]; }).map(function (name) {
      return [before[name], after[name]];
    });
  }

  function keep(from, to) {
    [['details', function (a, b) { b.open = a.open; }],
      ['textarea', function (a, b) { if (a.value !== a.defaultValue) b.value = a.value; }],
      ['[role=status]', function (a, b) { b.textContent = a.textContent; }],
      ['button.key', function (a, b) { b.setAttribute('aria-pressed', a.getAttribute('aria-pressed')); }]
    ].forEach(function (each) {
      pairs(from, to, each[0]).forEach(function (pair) { each[1](pair[0], pair[1]); });
    });
  }

  // Gives what has the keyboard now, if it was here.
  function replace(from, to) {
    var focus = null;
    pairs(from, to, 'a, button, summary, textarea, [tabindex]').forEach(function (pair) {
      if (pair[0] === document.activeElement) focus = pair[1];
    });
    var scrolled = pairs(from, to, '.scroll').map(function (pair) {
      return [pair[1], pair[0].scrollLeft, pair[0].scrollTop];
    });
    keep(from, to);
    from.replaceWith(to);
    scrolled.forEach(function (each) { each[0].scrollLeft = each[1]; each[0].scrollTop = each[2]; });
    return focus;
  }

  function parsed(html) {
    return new DOMParser().parseFromString('<main>' + html + '</main>', 'text/html').querySelector('main');
  }

  function show(html) {
    var fresh = parsed(html);
    var now = Array.prototype.slice.call(fresh.children);
    var before = Array.prototype.slice.call(main.children);
    // Of what is here already and has not changed the server sends only that it is there.
    var texts = now.map(function (part) {
      return part.hasAttribute('data-same')
        ? sources[before.findIndex(function (each) { return each.id === part.id; })] : part.outerHTML;
    });
    var isSame = sources.length === now.length && before.length === now.length && now.every(function (part, i) {
      return part.tagName === before[i].tagName && part.id === before[i].id;
    });
    var focus = null;
    if (isSame) {
      now.forEach(function (part, i) {
        if (sources[i] === texts[i]) return;
        focus = replace(before[i], part) || focus;
      });
    } else {
      fresh = parsed(texts.join(''));
      focus = replace(main, fresh);
      main = fresh;
    }
    sources = texts;
    reveal();
    document.dispatchEvent(new Event('replaced'));
    if (focus) focus.focus({ preventScroll: true });
  }

  function reveal() {
    var actions = document.getElementById('actions');
    if (actions) actions.hidden = over !== null || !token || !actions.querySelector('form');
  }

  document.addEventListener('submit', function (event) {
    var form = event.target, to = form.getAttribute('data-to');
    if (!to) return;
    event.preventDefault();
    var field = form.querySelector('textarea');
    fetch(to, { method: 'POST', headers: { Authorization: 'Bearer ' + token }, body: field ? field.value : '' })
      .then(function (answer) { return answer.text(); })
      .catch(function () { return 'The server did not answer.'; })
      .then(function (words) {
        // the form may have been replaced meanwhile
        var now = document.querySelector('form[data-to="' + to + '"] [role=status]');
        if (now) now.textContent = words;
      });
  });

  // What work has come to is heard too: this is what is read aloud.
  function status() {
    var name = Array.prototype.filter.call(main.querySelectorAll('dt'), function (each) {
      return each.textContent === 'status';
    })[0];
    return name ? 'live: ' + name.nextElementSibling.textContent : 'live';
  }

  // What was there stays to be read: a failure takes nothing away. Where nothing has been shown yet, it stands in its place.
  function fail(status, html) {
    var fresh = new DOMParser().parseFromString(html, 'text/html');
    var told = fresh.querySelector('.note');
    var words = told ? told.textContent : 'the server answered ' + status;
    if (!sources.length) {
      main.replaceChildren();
      main.appendChild(part('h1', 'This cannot be shown'));
      main.appendChild(part('p', words)).className = 'note';
    }
    say(status === 404 ? words : 'could not be read: ' + words, true);
  }

  function part(name, words) {
    var made = document.createElement(name);
    made.textContent = words;
    return made;
  }

  // One question at a time: what changes while it is answered is asked for after it.
  function ask() {
    if (asking) { again = true; return; }
    asking = true;
    fetch(base + '/body' + window.location.search, { headers: { 'Page-Held': held } }).then(function (answer) {
      return answer.text().then(function (text) {
        if (!answer.ok) { fail(answer.status, text); return; }
        show(text);
        held = answer.headers.get('Page-Number') || '';
        say(status(), false);
      });
    }).catch(function () {
      // the server is gone: the events say so, and when it is back
    }).then(function () {
      asking = false;
      if (again) { again = false; ask(); } else if (over !== null) end();
    });
  }

  // Only what is seen listens: a browser keeps six connections to a server, and each open tab would have one.
  var events = null;

  function listen() {
    events = new EventSource(base + '/events');
    events.addEventListener('open', ask);
    events.addEventListener('changed', ask);
    events.addEventListener('ended', function (event) { over = event.data; ask(); });
    events.addEventListener('error', function () {
      if (over !== null) return;
      say('connection lost, trying again …', true);
      // A browser gives up where it was refused, as by another server at the same place.
      if (events.readyState === 2) window.setTimeout(function () { window.location.reload(); }, 3000);
    });
  }

  // The last page is here: nobody is asked any more, and what would ask is not offered.
  function end() {
    events.close();
    reveal();
    document.querySelectorAll('body > header a').forEach(function (link) { link.hidden = true; });
    say(over, false);
  }

  document.addEventListener('visibilitychange', function () {
    if (over !== null) return;
    if (events) events.close();
    if (!document.hidden) listen();
  });
  if (!document.hidden) listen();
})();
