// A folder as the browser keeps it for a site: it stands for the one that a person would choose on their computer.
const at = async (path) => {
    const names = path.split("/"), last = names.pop();
    let folder = await navigator.storage.getDirectory();
    for (const name of names) folder = await folder.getDirectoryHandle(name, {create: true});
    return folder.getFileHandle(last, {create: true});
};
window.read = async (path) => (await (await at(path)).getFile()).text();
window.showDirectoryPicker = async () => {
    for (const [path, text] of Object.entries(FILES)) {
        const file = await (await at(path)).createWritable();
        await file.write(text);
        await file.close();
    }
    return navigator.storage.getDirectory();
};
