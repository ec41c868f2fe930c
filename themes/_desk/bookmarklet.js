// Made into one line behind `javascript:`; comments are left out. ORIGIN is the desk's origin.
(() => {
const tidy = (text) => (text || '').replace(/\s+/g, ' ').trim();
const one = (selector) => { const found = document.querySelector(selector); return tidy(found && (found.content || found.innerText || found.textContent)); };
let person = {};
const look = (item) => {
if (!item || typeof item !== 'object') return;
if (Array.isArray(item)) { item.forEach(look); return; }
if ([].concat(item['@type'] || []).includes('Person') && !person.name) person = item;
['@graph', 'mainEntity'].forEach((key) => look(item[key]));
};
document.querySelectorAll('script[type="application/ld+json"]').forEach((script) => { try { look(JSON.parse(script.textContent)); } catch (error) { return; } });
const text = (value) => tidy(typeof value === 'string' ? value : value && (value.name || (value[0] && (value[0].name || value[0]))));
const own = one('[itemprop=name]') || one('.p-name') || tidy([one('meta[property="profile:first_name"]'), one('meta[property="profile:last_name"]')].join(' '));
const name = text(person.name) || own || one('main h1') || one('h1');
const line = one('[itemprop=jobTitle]') || one('.p-job-title') || one('main .text-body-medium') || one('h1 + p') || one('h1 + h2');
const parts = line.match(/^(.*?)(?: at | @ | bei | – | \| )(.*)$/) || [];
const title = text(person.jobTitle) || tidy(parts[1] || line);
const employer = text(person.worksFor) || one('[itemprop=worksFor]') || one('.p-org') || tidy((parts[2] || '').split(/ [|·–] /)[0]);
const data = { name: name.slice(0, 200), title: title.slice(0, 200), employer: employer.slice(0, 200), address: location.origin + location.pathname };
window.open('ORIGIN/clip#person=' + encodeURIComponent(JSON.stringify(data)));
})();
